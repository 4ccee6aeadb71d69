/// Where the pixels of a picture go, as drawn for one picture; the hidden square is in the coordinates of the result.
struct PictureVariation {
    var down = 0
    var right = 0
    var isFlipped = false
    var hiddenRows = 0..<0
    var hiddenColumns = 0..<0
}
