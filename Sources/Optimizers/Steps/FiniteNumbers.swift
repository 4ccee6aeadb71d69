/// Whether none of so many numbers is a NaN or an infinity.
///
/// All of them are looked at: a loop that ends early would look at one at a time.
@inline(__always) func allFinite(count: Int, _ number: (_ index: Int) -> Float) -> Bool {
    var areFinite = true
    for index in 0..<count { areFinite = number(index).isFinite && areFinite }
    return areFinite
}
