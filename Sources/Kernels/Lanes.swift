private import CProcessor

/// Floats that move through the kernels together: two vector registers' worth, one, half of one, or a single one.
///
/// A kernel over channels is written once against this protocol and runs at width 32 (`sweepWide`) or 16, then 8, then 1 for what
/// is left of a channel count that is no multiple of the wider ones. Every operation is elementwise, so a channel's result does not
/// depend on the width that computed it.
protocol Lanes {
    static var width: Int { get }
    init(repeating value: Float)
    static func load(_ pointer: UnsafePointer<Float>) -> Self
    func store(_ pointer: UnsafeMutablePointer<Float>)
    /// Halves, widened to floats without an error.
    static func load(_ pointer: UnsafePointer<Float16>) -> Self
    /// Stores the lanes as halves, each rounded to the nearest.
    func store(_ pointer: UnsafeMutablePointer<Float16>)
    /// `self += a * b`, rounded once.
    mutating func accumulate(_ a: Self, _ b: Self)
    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
    static func * (a: Self, b: Self) -> Self
    static func / (a: Self, b: Self) -> Self
    static func minimum(_ a: Self, _ b: Self) -> Self
    static func maximum(_ a: Self, _ b: Self) -> Self
    /// `value` where `low < x` and `x < high`, elsewhere 0.
    static func select(_ value: Self, where x: Self, above low: Float, below high: Float) -> Self
    /// 2 to the power of whole numbers between -126 and 127.
    static func exponentOfTwo(biasedBy magic: Self) -> Self
}

/// Lanes of one register at most, whose floats may be words of another kind.
protocol RegisterLanes: Lanes {
    /// The lanes as sixteen words, and back: those behind `width` are 0, or not looked at.
    var words: SIMD16<Float> { get }
    init(words: SIMD16<Float>)
}

extension Lanes {
    @inline(__always) static var zero: Self { Self(repeating: 0) }

    /// `a * b + c`, rounded once.
    @inline(__always) static func multiplyAdd(_ a: Self, _ b: Self, _ c: Self) -> Self {
        var sum = c
        sum.accumulate(a, b)
        return sum
    }

    /// e to the power of `x`, within 2 units in the last place for `x` in [-87, 88].
    ///
    /// Below, the value at -87; above, infinity from 88.4 on, so that a sigmoid there is 0 and swish is not `u` times
    /// what is left of it.
    ///
    /// Range reduction by Cody and Waite, then the Taylor series of degree 7 on |r| <= ln 2 / 2 (remainder below 2^-26).
    @inline(__always) static func exponential(_ x: Self) -> Self {
        let x = minimum(maximum(x, Self(repeating: -87)), Self(repeating: 89))
        // Adding 1.5 * 2^23 leaves the nearest whole number in the low bits of the significand.
        let magic = Self(repeating: 12_582_912)
        let shifted = multiplyAdd(x, Self(repeating: 1.442_695_04), magic)
        let whole = shifted - magic
        var rest = multiplyAdd(whole, Self(repeating: -0.693_359_375), x)
        rest = multiplyAdd(whole, Self(repeating: 2.121_944_4e-4), rest)
        var sum = Self(repeating: 1 / 5040)
        sum = multiplyAdd(sum, rest, Self(repeating: 1 / 720))
        sum = multiplyAdd(sum, rest, Self(repeating: 1 / 120))
        sum = multiplyAdd(sum, rest, Self(repeating: 1 / 24))
        sum = multiplyAdd(sum, rest, Self(repeating: 1 / 6))
        sum = multiplyAdd(sum, rest, Self(repeating: 0.5))
        sum = multiplyAdd(sum, rest, Self(repeating: 1))
        sum = multiplyAdd(sum, rest, Self(repeating: 1))
        return sum * exponentOfTwo(biasedBy: shifted)
    }
}

extension Float: RegisterLanes {
    @inline(__always) static var width: Int { 1 }
    @inline(__always) init(repeating value: Float) { self = value }
    @inline(__always) static func load(_ pointer: UnsafePointer<Float>) -> Float { pointer.pointee }
    @inline(__always) func store(_ pointer: UnsafeMutablePointer<Float>) { pointer.pointee = self }
    @inline(__always) static func load(_ pointer: UnsafePointer<Float16>) -> Float { Float(pointer.pointee) }
    @inline(__always) func store(_ pointer: UnsafeMutablePointer<Float16>) { pointer.pointee = Float16(self) }
    @inline(__always) mutating func accumulate(_ a: Float, _ b: Float) { addProduct(a, b) }
    @inline(__always) var words: SIMD16<Float> { SIMD8(self, 0, 0, 0, 0, 0, 0, 0).words }
    @inline(__always) init(words: SIMD16<Float>) { self = words[0] }
    @inline(__always) static func select(_ value: Float, where x: Float, above low: Float, below high: Float) -> Float {
        x > low && x < high ? value : 0
    }
    // Written as comparisons, as the vector forms compute them: a NaN in `a` stays, so that it is noticed.
    @inline(__always) static func minimum(_ a: Float, _ b: Float) -> Float { b < a ? b : a }
    @inline(__always) static func maximum(_ a: Float, _ b: Float) -> Float { b > a ? b : a }
    @inline(__always) static func exponentOfTwo(biasedBy magic: Float) -> Float {
        Float(bitPattern: (magic.bitPattern &+ 127) << 23)
    }
}

// Written out for both widths: through an extension of `SIMD` comparisons are not compiled to vector instructions, and
// batch norm takes ten times as long.
extension SIMD8: Lanes, RegisterLanes where Scalar == Float {
    @inline(__always) static var width: Int { 8 }
    @inline(__always) static func load(_ pointer: UnsafePointer<Float>) -> Self {
        UnsafeRawPointer(pointer).loadUnaligned(as: Self.self)
    }
    @inline(__always) func store(_ pointer: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Self.self)
    }
    @inline(__always) static func load(_ pointer: UnsafePointer<Float16>) -> Self {
        var lanes = Self()
        widen_8(pointer, &lanes)
        return lanes
    }
    @inline(__always) func store(_ pointer: UnsafeMutablePointer<Float16>) {
        withUnsafePointer(to: self) { narrow_8($0, pointer) }
    }
    @inline(__always) mutating func accumulate(_ a: Self, _ b: Self) { addProduct(a, b) }
    @inline(__always) var words: SIMD16<Float> { SIMD16(lowHalf: self, highHalf: Self(repeating: 0)) }
    @inline(__always) init(words: SIMD16<Float>) { self = words.lowHalf }
    @inline(__always) static func select(_ value: Self, where x: Self, above low: Float, below high: Float) -> Self {
        Self(repeating: 0).replacing(with: value, where: (x .> low) .& (x .< high))
    }
    @inline(__always) static func minimum(_ a: Self, _ b: Self) -> Self { a.replacing(with: b, where: b .< a) }
    @inline(__always) static func maximum(_ a: Self, _ b: Self) -> Self { a.replacing(with: b, where: b .> a) }
    @inline(__always) static func exponentOfTwo(biasedBy magic: Self) -> Self {
        let bits = unsafeBitCast(magic, to: SIMD8<UInt32>.self)
        return unsafeBitCast((bits &+ 127) &<< 23, to: Self.self)
    }
}

extension SIMD16: Lanes, RegisterLanes where Scalar == Float {
    @inline(__always) static var width: Int { 16 }
    @inline(__always) static func load(_ pointer: UnsafePointer<Float>) -> Self {
        UnsafeRawPointer(pointer).loadUnaligned(as: Self.self)
    }
    @inline(__always) func store(_ pointer: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Self.self)
    }
    @inline(__always) static func load(_ pointer: UnsafePointer<Float16>) -> Self {
        var lanes = Self()
        widen_16(pointer, &lanes)
        return lanes
    }
    @inline(__always) func store(_ pointer: UnsafeMutablePointer<Float16>) {
        withUnsafePointer(to: self) { narrow_16($0, pointer) }
    }
    @inline(__always) mutating func accumulate(_ a: Self, _ b: Self) { addProduct(a, b) }
    @inline(__always) var words: SIMD16<Float> { self }
    @inline(__always) init(words: SIMD16<Float>) { self = words }
    @inline(__always) static func select(_ value: Self, where x: Self, above low: Float, below high: Float) -> Self {
        Self(repeating: 0).replacing(with: value, where: (x .> low) .& (x .< high))
    }
    @inline(__always) static func minimum(_ a: Self, _ b: Self) -> Self { a.replacing(with: b, where: b .< a) }
    @inline(__always) static func maximum(_ a: Self, _ b: Self) -> Self { a.replacing(with: b, where: b .> a) }
    @inline(__always) static func exponentOfTwo(biasedBy magic: Self) -> Self {
        let bits = unsafeBitCast(magic, to: SIMD16<UInt32>.self)
        return unsafeBitCast((bits &+ 127) &<< 23, to: Self.self)
    }
}

/// Eight floats in the lower half of a register of sixteen, so that they share its broadcasts with a neighbour of sixteen.
struct LowerHalf: RegisterLanes {
    private var register: SIMD16<Float>

    @inline(__always) private init(_ register: SIMD16<Float>) { self.register = register }
    @inline(__always) init(repeating value: Float) { register = SIMD16(repeating: value) }
    @inline(__always) static var width: Int { 8 }
    @inline(__always) static func load(_ pointer: UnsafePointer<Float>) -> Self {
        Self(SIMD16(lowHalf: SIMD8.load(pointer), highHalf: SIMD8(repeating: 0)))
    }
    @inline(__always) func store(_ pointer: UnsafeMutablePointer<Float>) { register.lowHalf.store(pointer) }
    @inline(__always) static func load(_ pointer: UnsafePointer<Float16>) -> Self {
        Self(SIMD16(lowHalf: SIMD8.load(pointer), highHalf: SIMD8(repeating: 0)))
    }
    @inline(__always) func store(_ pointer: UnsafeMutablePointer<Float16>) { register.lowHalf.store(pointer) }
    @inline(__always) var words: SIMD16<Float> { register }
    @inline(__always) init(words: SIMD16<Float>) { self.init(words) }
    @inline(__always) mutating func accumulate(_ a: Self, _ b: Self) { register.addProduct(a.register, b.register) }
    @inline(__always) static func + (a: Self, b: Self) -> Self { Self(a.register + b.register) }
    @inline(__always) static func - (a: Self, b: Self) -> Self { Self(a.register - b.register) }
    @inline(__always) static func * (a: Self, b: Self) -> Self { Self(a.register * b.register) }
    @inline(__always) static func / (a: Self, b: Self) -> Self { Self(a.register / b.register) }
    @inline(__always) static func minimum(_ a: Self, _ b: Self) -> Self { Self(.minimum(a.register, b.register)) }
    @inline(__always) static func maximum(_ a: Self, _ b: Self) -> Self { Self(.maximum(a.register, b.register)) }
    @inline(__always) static func select(_ value: Self, where x: Self, above low: Float, below high: Float) -> Self {
        Self(.select(value.register, where: x.register, above: low, below: high))
    }
    @inline(__always) static func exponentOfTwo(biasedBy magic: Self) -> Self {
        Self(.exponentOfTwo(biasedBy: magic.register))
    }
}

/// Two registers side by side: their sums do not wait for each other, and of halves they move a whole line of the caches.
struct TwoRegisters: Lanes {
    private typealias Register = SIMD16<Float>
    private var first: Register
    private var second: Register

    @inline(__always) private init(_ first: Register, _ second: Register) {
        self.first = first
        self.second = second
    }
    @inline(__always) init(repeating value: Float) {
        self.init(Register(repeating: value), Register(repeating: value))
    }
    @inline(__always) static var width: Int { 32 }
    @inline(__always) static func load(_ pointer: UnsafePointer<Float>) -> Self {
        Self(.load(pointer), .load(pointer + 16))
    }
    @inline(__always) func store(_ pointer: UnsafeMutablePointer<Float>) {
        first.store(pointer)
        second.store(pointer + 16)
    }
    @inline(__always) static func load(_ pointer: UnsafePointer<Float16>) -> Self {
        Self(.load(pointer), .load(pointer + 16))
    }
    @inline(__always) func store(_ pointer: UnsafeMutablePointer<Float16>) {
        first.store(pointer)
        second.store(pointer + 16)
    }
    @inline(__always) mutating func accumulate(_ a: Self, _ b: Self) {
        first.accumulate(a.first, b.first)
        second.accumulate(a.second, b.second)
    }
    @inline(__always) static func + (a: Self, b: Self) -> Self { Self(a.first + b.first, a.second + b.second) }
    @inline(__always) static func - (a: Self, b: Self) -> Self { Self(a.first - b.first, a.second - b.second) }
    @inline(__always) static func * (a: Self, b: Self) -> Self { Self(a.first * b.first, a.second * b.second) }
    @inline(__always) static func / (a: Self, b: Self) -> Self { Self(a.first / b.first, a.second / b.second) }
    @inline(__always) static func minimum(_ a: Self, _ b: Self) -> Self {
        Self(.minimum(a.first, b.first), .minimum(a.second, b.second))
    }
    @inline(__always) static func maximum(_ a: Self, _ b: Self) -> Self {
        Self(.maximum(a.first, b.first), .maximum(a.second, b.second))
    }
    @inline(__always) static func select(_ value: Self, where x: Self, above low: Float, below high: Float) -> Self {
        Self(
            .select(value.first, where: x.first, above: low, below: high),
            .select(value.second, where: x.second, above: low, below: high))
    }
    @inline(__always) static func exponentOfTwo(biasedBy magic: Self) -> Self {
        Self(.exponentOfTwo(biasedBy: magic.first), .exponentOfTwo(biasedBy: magic.second))
    }
}

/// A form in which numbers lie in memory: floats, or halves, which take half the room and are rounded to 11 bits.
protocol StoredNumber {
    static func load<L: Lanes>(_ pointer: UnsafePointer<Self>) -> L
}

extension Float: StoredNumber {
    @inline(__always) static func load<L: Lanes>(_ pointer: UnsafePointer<Float>) -> L { L.load(pointer) }
}

extension Float16: StoredNumber {
    @inline(__always) static func load<L: Lanes>(_ pointer: UnsafePointer<Float16>) -> L { L.load(pointer) }
}

/// A computation that treats every channel in the same way, at any width.
protocol ChannelKernel {
    /// Treats channels `channel ..< channel + L.width`.
    func run<L: Lanes>(_ lanes: L.Type, channel: Int)
}

extension ChannelKernel {
    /// Treats channels `0 ..< count`: thirty-two at a time where there are registers of sixteen, and the rest as `sweep` does.
    ///
    /// For kernels that hold few numbers and wait for memory, or for their own sums.
    @inline(__always) func sweepWide(channels count: Int) {
        let wide = KernelTarget.hasWideRegisters ? count / 32 * 32 : 0
        for channel in stride(from: 0, to: wide, by: 32) { run(TwoRegisters.self, channel: channel) }
        sweep(channels: count, from: wide)
    }

    /// Treats channels `first ..< count`: sixteen at a time, then eight, then one by one.
    @inline(__always) func sweep(channels count: Int, from first: Int = 0) {
        var channel = first
        while channel + 16 <= count {
            run(SIMD16<Float>.self, channel: channel)
            channel += 16
        }
        if channel + 8 <= count {
            run(SIMD8<Float>.self, channel: channel)
            channel += 8
        }
        while channel < count {
            run(Float.self, channel: channel)
            channel += 1
        }
    }
}
