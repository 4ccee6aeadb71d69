/// A rectangle of whole pixels.
public struct PictureBox: Sendable, Hashable {
    /// Its first row.
    public let top: Int
    /// Its first column.
    public let left: Int
    /// Rows.
    public let height: Int
    /// Columns.
    public let width: Int

    /// A rectangle where these say.
    public init(top: Int, left: Int, height: Int, width: Int) {
        self.top = top
        self.left = left
        self.height = height
        self.width = width
    }
}
