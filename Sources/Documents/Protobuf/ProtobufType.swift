/// How the value of a field lies in a message.
enum ProtobufType: UInt8 {
    /// A whole number of up to ten bytes.
    case varint = 0
    /// Eight bytes.
    case fixed64 = 1
    /// A length and as many bytes: texts, bytes and messages.
    case delimited = 2
    /// Four bytes.
    case fixed32 = 5
}
