/// One batch norm of a network: its name, and the place of its channels in a `NetworkStatistics`.
public struct NormalizationLayer: Hashable, Sendable {
    /// The batch norm's place in its network, as `blocks.3.expand`.
    public let name: String
    /// The places of its channels.
    public let range: Range<Int>
    /// Numbers that a picture has in each channel.
    public let pixels: Int
}

extension Subnet {
    /// The batch norms, expansions included, in the order in which they are computed.
    public var normalizations: [NormalizationLayer] {
        let suffix = ".gamma"
        var names: [Int: String] = [:]
        for parameter in parameters where parameter.name.hasSuffix(suffix) {
            names[parameter.offset] = String(parameter.name.dropLast(suffix.count))
        }
        if let graph {
            return graph.steps.compactMap { step in
                step.normalization.map { normalization in
                    NormalizationLayer(
                        name: names[normalization.gamma, default: ""],
                        range: normalization.statistics..<normalization.statistics + step.channels, pixels: step.pixels)
                }
            }
        }
        return zip(units, statisticsOffsets).flatMap { unit, offset in
            var layers: [NormalizationLayer] = []
            if let expansion = unit.expansion {
                layers.append(
                    NormalizationLayer(
                        name: names[expansion.gamma, default: ""], range: offset - unit.outputChannels..<offset,
                        pixels: unit.inputPixels))
            }
            layers.append(
                NormalizationLayer(
                    name: names[unit.gamma, default: ""], range: offset..<offset + unit.outputChannels,
                    pixels: unit.outputPixels))
            return layers
        }
    }
}
