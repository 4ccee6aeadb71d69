/// A file of events as TensorBoard reads it.
///
/// Each record is its length (8 bytes), the masked CRC-32C of these, a message `Event`, and the masked CRC-32C of that; all
/// little-endian. Fields are numbered as in TensorFlow's `event.proto` and `summary.proto`.
public enum EventFile {
    /// What a file begins with.
    ///
    /// - Parameter time: When the run began, in seconds since the beginning of 1970.
    public static func head(startingAt time: Double) -> [UInt8] {
        var event = ProtocolBuffer()
        event.append(Field.time, double: time)
        event.append(Field.version, text: "brain.Event:2")
        return record(event)
    }

    /// The numbers of a step as they stand in a file; a step without any leaves no record.
    public static func record(_ scalars: ScalarEvent) -> [UInt8] {
        guard !scalars.values.isEmpty else { return [] }
        var summary = ProtocolBuffer()
        for (tag, number) in scalars.values {
            var value = ProtocolBuffer()
            value.append(Field.tag, text: tag)
            value.append(Field.simpleValue, float: Float(number))
            summary.append(Field.value, message: value)
        }
        var event = ProtocolBuffer()
        event.append(Field.time, double: scalars.time)
        event.append(Field.step, integer: scalars.step)
        event.append(Field.summary, message: summary)
        return record(event)
    }

    private static func record(_ event: ProtocolBuffer) -> [UInt8] {
        let length = UInt64(event.bytes.count).littleEndianBytes
        return length + CRC32C.masked(length).littleEndianBytes
            + event.bytes + CRC32C.masked(event.bytes).littleEndianBytes
    }

    private enum Field {
        // Of `Event`.
        static let time: UInt64 = 1
        static let step: UInt64 = 2
        static let version: UInt64 = 3
        static let summary: UInt64 = 5
        // Of `Summary`.
        static let value: UInt64 = 1
        // Of `Summary.Value`.
        static let tag: UInt64 = 1
        static let simpleValue: UInt64 = 2
    }
}
