/// Builds the blocks of a network from its notation, word by word.
struct NotationReader {
    /// Begins with nothing; the picture is the first word.
    private var chain = BlockChain(channels: 0, side: 0)
    private(set) var squeezeActivation = Activation.hswish
    private(set) var gateActivation = Activation.hsigmoid
    private var activation: Activation?

    /// The blocks read so far.
    var blocks: [Blueprint.Block] { chain.blocks }

    private var channels: Int { chain.channels }
    private var side: Int { chain.side }

    /// Reads the word that follows the ones read so far.
    mutating func read(_ word: Substring, at index: Int) throws(ArchitectureError) {
        if index == 0 {
            guard readPicture(word) else {
                throw .notation(word: 0, text: String(word), expected: "a picture such as 3x224x224")
            }
        } else if let activation = Activation(rawValue: String(word)) {
            self.activation = activation
        } else if blocks.isEmpty, readSqueeze(word) {
            return
        } else {
            try chain.append(try block(word, at: index))
        }
    }

    private mutating func readPicture(_ word: Substring) -> Bool {
        var reader = WordReader(word)
        guard let channels = reader.number(), reader.take("x"), let height = reader.number(), reader.take("x"),
            let width = reader.number(), reader.isAtEnd, height == width
        else { return false }
        chain = BlockChain(channels: channels, side: height)
        return true
    }

    private mutating func readSqueeze(_ word: Substring) -> Bool {
        guard word.hasPrefix("se:") else { return false }
        let names = word.dropFirst(3).split(separator: "/", omittingEmptySubsequences: false)
        guard names.count == 2, let squeeze = Activation(rawValue: String(names[0])),
            let gate = Activation(rawValue: String(names[1]))
        else { return false }
        squeezeActivation = squeeze
        gateActivation = gate
        return true
    }

    private func block(_ word: Substring, at index: Int) throws(ArchitectureError) -> Blueprint.Block {
        var reader = WordReader(word)
        let block: Blueprint.Block?
        if word == "id" {
            return .identity(Blueprint.Identity(channels: channels, side: side))
        } else if reader.take("fc:") {
            block = classifier(&reader)
        } else if word.hasPrefix("c") || word.hasPrefix("k") {
            guard let activation else {
                throw .notation(word: index, text: String(word), expected: "an activation before the first convolution")
            }
            block =
                reader.take("c") ? convolution(&reader, activation) : invertedBottleneck(&reader, activation)
        } else if let kind = Blueprint.Cell.Kind.allCases.first(where: { reader.take($0.rawValue) }) {
            block = cell(&reader, kind)
        } else {
            block = nil
        }
        guard let block, reader.isAtEnd else {
            throw .notation(
                word: index, text: String(word),
                expected: "a block such as c3:32/2, k5e3se12:40/2, id, normal:192 or fc:1000")
        }
        return block
    }

    private func convolution(_ reader: inout WordReader, _ activation: Activation) -> Blueprint.Block? {
        guard let kernel = reader.number(), let (output, stride) = shapeChange(&reader) else { return nil }
        return .convolution(
            Blueprint.Convolution(
                inputChannels: channels, outputChannels: output, kernel: kernel, stride: stride, activation: activation,
                inputSide: side))
    }

    private func invertedBottleneck(_ reader: inout WordReader, _ activation: Activation) -> Blueprint.Block? {
        guard reader.take("k"), let kernel = reader.number(), reader.take("e"), let expansion = reader.number() else {
            return nil
        }
        var squeeze = 0
        if reader.take("se") {
            guard let number = reader.number(), number > 0 else { return nil }
            squeeze = number
        }
        guard let (output, stride) = shapeChange(&reader) else { return nil }
        return .invertedBottleneck(
            Blueprint.InvertedBottleneck(
                inputChannels: channels, outputChannels: output, kernel: kernel, expansion: expansion, stride: stride,
                squeeze: squeeze, activation: activation, inputSide: side))
    }

    private func cell(_ reader: inout WordReader, _ kind: Blueprint.Cell.Kind) -> Blueprint.Block? {
        guard let (output, stride) = shapeChange(&reader) else { return nil }
        return .cell(chain.cell(kind, outputChannels: output, stride: stride))
    }

    private func classifier(_ reader: inout WordReader) -> Blueprint.Block? {
        guard let classes = reader.number() else { return nil }
        return .classifier(Blueprint.Classifier(inputChannels: channels, classes: classes, inputSide: side))
    }

    private func shapeChange(_ reader: inout WordReader) -> (output: Int, stride: Int)? {
        var (output, stride) = (channels, 1)
        if reader.take(":") {
            guard let number = reader.number() else { return nil }
            output = number
        }
        if reader.take("/") {
            guard let number = reader.number() else { return nil }
            stride = number
        }
        return (output, stride)
    }
}
