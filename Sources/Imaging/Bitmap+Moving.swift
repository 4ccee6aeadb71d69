#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A map of the plane: from where in the old picture a pixel of the new one comes.
struct PlaneMap {
    /// `x = xx * column + xy * row + x0`, and the same for y; pixels are measured at their middle.
    let xx, xy, x0, yx, yy, y0: Double
}

extension Bitmap {
    /// Shifts each row by its distance from the top.
    func sheared(x factor: Double, by interpolation: Interpolation, fill: [UInt8]) -> Bitmap {
        moved(PlaneMap(xx: 1, xy: factor, x0: 0, yx: 0, yy: 1, y0: 0), by: interpolation, fill: fill)
    }

    /// Shifts each column by its distance from the left.
    func sheared(y factor: Double, by interpolation: Interpolation, fill: [UInt8]) -> Bitmap {
        moved(PlaneMap(xx: 1, xy: 0, x0: 0, yx: factor, yy: 1, y0: 0), by: interpolation, fill: fill)
    }

    /// Shifts the picture by parts of its width and height, to the left and up where they are positive.
    func shifted(x: Double, y: Double, by interpolation: Interpolation, fill: [UInt8]) -> Bitmap {
        moved(
            PlaneMap(xx: 1, xy: 0, x0: x * Double(width), yx: 0, yy: 1, y0: y * Double(height)), by: interpolation,
            fill: fill)
    }

    /// Turns the picture about its middle, counterclockwise where the degrees are positive.
    func turned(degrees: Double, by interpolation: Interpolation, fill: [UInt8]) -> Bitmap {
        let positive = degrees < 0 ? fmod(degrees, 360) + 360 : fmod(degrees, 360)
        guard positive != 0 else { return self }
        let angle = -(positive * (.pi / 180))
        // Fifteen digits, as in Pillow.
        func digits(_ number: Double) -> Double { (number * 1e15).rounded(.toNearestOrEven) / 1e15 }
        let (cosine, sine) = (digits(cos(angle)), digits(sin(angle)))
        let (x, y) = (Double(width) / 2, Double(height) / 2)
        let map = PlaneMap(
            xx: cosine, xy: sine, x0: cosine * -x + sine * -y + x, yx: digits(-sin(angle)), yy: cosine,
            y0: digits(-sin(angle)) * -x + cosine * -y + y)
        return moved(map, by: interpolation, fill: fill)
    }

    /// The picture that a map gives; what comes from outside of the old one has the colour `fill`.
    private func moved(_ map: PlaneMap, by interpolation: Interpolation, fill: [UInt8]) -> Bitmap {
        precondition(fill.count == channels, "a colour has a byte for each channel")
        return withView { old in
            unsafe Bitmap(height: height, width: width, channels: channels) { target in
                for row in 0..<height {
                    for column in 0..<width {
                        let pixel = unsafe target + (row * width + column) * channels
                        let (right, down) = (Double(column) + 0.5, Double(row) + 0.5)
                        let x = map.xx * right + map.xy * down + map.x0
                        let y = map.yx * right + map.yy * down + map.y0
                        guard x >= 0, x < Double(width), y >= 0, y < Double(height) else {
                            for channel in 0..<channels { unsafe pixel[channel] = fill[channel] }
                            continue
                        }
                        switch (interpolation, channels) {
                        case (.bilinear, 3): unsafe old.writeBilinear(x: x - 0.5, y: y - 0.5, into: pixel, channels: 3)
                        case (.bilinear, _):
                            unsafe old.writeBilinear(x: x - 0.5, y: y - 0.5, into: pixel, channels: channels)
                        case (.bicubic, 3): unsafe old.writeBicubic(x: x - 0.5, y: y - 0.5, into: pixel, channels: 3)
                        case (.bicubic, _):
                            unsafe old.writeBicubic(x: x - 0.5, y: y - 0.5, into: pixel, channels: channels)
                        }
                    }
                }
            }
        }
    }
}

extension BitmapView {
    /// Rounds towards minus infinity without a call.
    @inline(__always)
    private func floor(_ number: Double) -> Int {
        let whole = Int(number)
        return Double(whole) > number ? whole - 1 : whole
    }

    @inline(__always)
    private func inside(_ place: Int, _ count: Int) -> Int { min(max(place, 0), count - 1) }

    /// A pixel between four, cut to bytes, not rounded; beyond the border those at the border count.
    @inline(__always)
    fileprivate func writeBilinear(x: Double, y: Double, into target: UnsafeMutablePointer<UInt8>, channels: Int) {
        let (left, top) = (floor(x), floor(y))
        let (dx, dy) = (x - Double(left), y - Double(top))
        let (first, second) = (inside(left, width) * channels, inside(left + 1, width) * channels)
        let (upper, lower) = unsafe (row(inside(top, height)), row(inside(top + 1, height)))
        for channel in 0..<channels {
            let above = unsafe mix(upper[first + channel], upper[second + channel], dx)
            let below = unsafe mix(lower[first + channel], lower[second + channel], dx)
            unsafe target[channel] = UInt8(above + (below - above) * dy)
        }
    }

    @inline(__always)
    private func mix(_ one: UInt8, _ other: UInt8, _ share: Double) -> Double {
        Double(one) + Double(Int(other) - Int(one)) * share
    }

    /// A pixel among sixteen, cut to bytes, not rounded; beyond the border those at the border count.
    @inline(__always)
    fileprivate func writeBicubic(x: Double, y: Double, into target: UnsafeMutablePointer<UInt8>, channels: Int) {
        let (left, top) = (floor(x), floor(y))
        let (dx, dy) = (x - Double(left), y - Double(top))
        for channel in 0..<channels {
            func line(_ number: Int) -> Double {
                let line = unsafe row(inside(top + number, height))
                func byte(_ number: Int) -> Double {
                    unsafe Double(line[inside(left + number, width) * channels + channel])
                }
                return cubic(byte(-1), byte(0), byte(1), byte(2), dx)
            }
            let value = cubic(line(-1), line(0), line(1), line(2), dy)
            unsafe target[channel] = UInt8(min(max(value, 0), 255))
        }
    }

    @inline(__always)
    private func cubic(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ share: Double) -> Double {
        let (p2, p3, p4) = (-a + c, 2 * (a - b) + c - d, -a + b - c + d)
        return b + share * (p2 + share * (p3 + share * p4))
    }
}
