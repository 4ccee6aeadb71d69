/// A network as a column of blocks, picture to classes, with what each takes of a cost.
public struct BlockDiagram: Sendable, Hashable {
    /// One block.
    public struct Block: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// What it does, in a few words.
        public let words: String
        /// What comes out of it.
        public let output: String
        /// What it takes of the cost.
        public let cost: Double

        /// Describes a block.
        public init(name: String, words: String, output: String, cost: Double) {
            self.name = name
            self.words = words
            self.output = output
            self.cost = cost
        }
    }

    /// What it shows.
    public let title: String
    /// What goes into the first block.
    public let input: String
    /// The blocks.
    public let blocks: [Block]
    /// What the cost is.
    public let cost: String

    /// Puts blocks in a column.
    public init(_ title: String, input: String, blocks: [Block], cost: String) {
        self.title = title
        self.input = input
        self.blocks = blocks
        self.cost = cost
    }

    private static let rowHeight = 30.0
    private static let box = (left: 6.0, right: 300.0)
    private static let bar = (left: 396.0, right: 474.0)

    /// The drawing.
    public var drawing: Markup {
        let largest = blocks.map(\.cost).filter(\.isFinite).max() ?? 0
        let middle = (Self.box.left + Self.box.right) / 2
        var marks = [
            Drawing.text(input, at: (middle, 14), anchor: "middle", class: "name"),
            Drawing.text("output", at: (Self.box.right + 8, 14), anchor: "start", class: "name"),
            Drawing.text(cost, at: (Self.bar.left, 14), anchor: "start", class: "name"),
        ]
        for (index, block) in blocks.enumerated() {
            let top = 26 + Self.rowHeight * Double(index)
            marks.append(Drawing.line((middle, top - 7), (middle, top), class: "axis"))
            marks += row(block, top: top, largest: largest)
        }
        return Drawing.svg(
            title: title, width: 480, height: 26 + Self.rowHeight * Double(blocks.count), marks)
    }

    private func row(_ block: Block, top: Double, largest: Double) -> [Markup] {
        let height = Self.rowHeight - 7
        let share = largest > 0 && block.cost.isFinite ? max(0, block.cost / largest) : 0
        return [
            Markup(
                "rect",
                [
                    "class": "block", "x": Drawing.number(Self.box.left), "y": Drawing.number(top),
                    "width": Drawing.number(Self.box.right - Self.box.left), "height": Drawing.number(height),
                    "rx": "4",
                ]),
            Drawing.text(block.name, at: (Self.box.left + 8, top + 15.5), anchor: "start", class: "title"),
            Drawing.text(
                block.words, at: (Self.box.left + 104, top + 15.5), anchor: "start", class: "small"),
            Drawing.text(block.output, at: (Self.box.right + 8, top + 15.5), anchor: "start", class: "small"),
            Markup(
                "rect",
                [
                    "class": "bar", "x": Drawing.number(Self.bar.left), "y": Drawing.number(top + 6),
                    "width": Drawing.number((Self.bar.right - Self.bar.left) * share),
                    "height": Drawing.number(height - 12),
                ], [Markup("title", text: "\(block.name): \(NumberText.significant(block.cost)) \(cost)")]),
        ]
    }
}
