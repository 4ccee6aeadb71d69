public import Architecture
import Datasets
public import Documents

extension Scenario {
    /// A network as it is trained on pictures of the size that the set is seen in, as far as one knows before they are read.
    ///
    /// - Throws: As for pictures of a size.
    public func fitted(_ network: Blueprint) throws(Refusal) -> Blueprint {
        let size = data.seenSize
        return try fitted(network, side: size.side, channels: size.channels, classes: size.classes)
    }

    /// A network as it is trained on pictures of a size: itself where it is made for them, else fitted to them.
    ///
    /// - Parameters:
    ///   - network: The network.
    ///   - side: The pictures' height and width.
    ///   - channels: The pictures' channels.
    ///   - classes: The number of classes.
    /// - Throws: `Refusal` where it does not fit, or `retrain.unit_strides` is more strides than it has.
    public func fitted(
        _ network: Blueprint, side: Int, channels: Int, classes: Int
    ) throws(Refusal) -> Blueprint {
        // A network of that size has been fitted already, or need not be: its strides are its own.
        let units = network.side == side ? 0 : retrain.unitStrides
        do throws(ArchitectureError) {
            return try network.fitted(side: side, channels: channels, classes: classes, unitStrides: units)
        } catch {
            throw Refusal(units == nil ? "\(error)" : "retrain.unit_strides: \(error)")
        }
    }
}
