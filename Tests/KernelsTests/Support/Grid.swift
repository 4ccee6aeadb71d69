/// The sizes that the kernels are tried at: beside and between the widths of the vectors, and down to a single row.
enum Grid {
    static let channels = [1, 2, 3, 7, 8, 13, 16, 17, 24, 31, 40, 49, 64]
    static let lengths = [1, 2, 3, 4, 5, 7, 8, 11, 13]
}
