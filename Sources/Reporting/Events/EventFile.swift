import Documents

/// A file of events as TensorBoard reads it.
///
/// Each record is its length (8 bytes), the masked CRC-32C of these, a message `Event`, and the masked CRC-32C of that; all
/// little-endian. Fields are numbered as in TensorFlow's `event.proto` and `summary.proto`.
public enum EventFile {
    /// What a file begins with.
    ///
    /// - Parameter time: When the run began, in seconds since the beginning of 1970.
    public static func head(startingAt time: Double) -> [UInt8] {
        record { event in
            event.double(time, field: Field.time)
            event.text("brain.Event:2", field: Field.version)
        }
    }

    /// The numbers of a step as they stand in a file; a step without any leaves no record.
    public static func record(_ scalars: ScalarEvent) -> [UInt8] {
        guard !scalars.values.isEmpty else { return [] }
        return record { event in
            event.double(scalars.time, field: Field.time)
            event.integer(scalars.step, field: Field.step)
            event.message(field: Field.summary) { summary in
                for (tag, number) in scalars.values {
                    summary.message(field: Field.value) { value in
                        value.text(tag, field: Field.tag)
                        value.float(Float(number), field: Field.simpleValue)
                    }
                }
            }
        }
    }

    private static func record(_ write: (inout ProtobufWriter) -> Void) -> [UInt8] {
        var writer = ProtobufWriter()
        write(&writer)
        let event = Array(writer.data)
        let length = UInt64(event.count).littleEndianBytes
        return length + CRC32C.masked(length).littleEndianBytes + event + CRC32C.masked(event).littleEndianBytes
    }

    private enum Field {
        // Of `Event`.
        static let time = 1
        static let step = 2
        static let version = 3
        static let summary = 5
        // Of `Summary`.
        static let value = 1
        // Of `Summary.Value`.
        static let tag = 1
        static let simpleValue = 2
    }
}

extension FixedWidthInteger {
    /// The bytes of the number, the low ones first.
    fileprivate var littleEndianBytes: [UInt8] { unsafe withUnsafeBytes(of: littleEndian) { unsafe Array($0) } }
}
