import GreedyNAS

/// Pictures from your own code: here stripes, lying or standing, of 16x16 grey pixels.
struct Stripes: PictureSource {
    let name = "stripes"
    let classNames = ["lying", "standing"]

    func training() -> Pictures { pictures(400) }
    func test() -> Pictures { pictures(100) }
    func files() -> [SourceFile] { [] }  // the files that the pictures were read from, if any

    private func pictures(_ count: Int) -> Pictures {
        var pixels: [UInt8] = []  // [count, height, width, channels], row-major
        for index in 0..<count {
            for place in 0..<256 {
                let (row, column) = place.quotientAndRemainder(dividingBy: 16)
                pixels.append(((index % 2 == 0 ? row : column) + index / 2) % 4 < 2 ? 200 : 50)
            }
        }
        return Pictures(height: 16, width: 16, channels: 1, pixels: pixels, labels: (0..<count).map { UInt16($0 % 2) })
    }
}
