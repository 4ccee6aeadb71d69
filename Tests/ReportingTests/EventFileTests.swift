import Reporting
import Testing

struct EventFileTests {
    /// Every event file of TensorFlow begins so: a message of 24 bytes, and the masked checksum of this length.
    @Test func beginsAsTensorFlowsFilesDo() {
        let file = EventFile.head(startingAt: 0)
        #expect(file.prefix(13) == [24, 0, 0, 0, 0, 0, 0, 0, 0xA3, 0x7F, 0x4B, 0x22, 0x09])
        #expect(file.count == 8 + 4 + 24 + 4)
    }

    @Test func readerFindsWhatWasWritten() throws {
        var file = EventFile.head(startingAt: 1_764_023_495.5)
        file += EventFile.record(
            ScalarEvent(step: 1, time: 1_764_023_496, values: [("pool/pi", 0.25), ("lr/supernet", -1e-8)]))
        // Steps of more than one byte, and longer messages than one byte can count.
        let many = (0..<40).map { (tag: "group/é\($0)", value: Double($0) as Double?) }
        file += EventFile.record(ScalarEvent(step: 1 << 40, time: 1_764_023_497, values: many))
        let events = try EventReader.events(of: file)
        #expect(
            events == [
                EventReader.Event(time: 1_764_023_495.5, version: "brain.Event:2"),
                EventReader.Event(
                    time: 1_764_023_496, step: 1, tags: ["pool/pi", "lr/supernet"], values: [0.25, -1e-8]),
                EventReader.Event(
                    time: 1_764_023_497, step: 1 << 40, tags: many.map(\.tag), values: (0..<40).map { Float($0) }),
            ])
    }

    @Test func whatIsMissingOrNotFiniteIsLeftOut() throws {
        var file = EventFile.head(startingAt: 0)
        file += EventFile.record(
            ScalarEvent(step: 1, time: 0, values: [("a/b", nil), ("c/d", .nan), ("e/f", 2), ("g/h", .infinity)]))
        file += EventFile.record(ScalarEvent(step: 2, time: 0, values: [("a/b", nil)]))
        let events = try EventReader.events(of: file)
        #expect(events.dropFirst() == [EventReader.Event(time: 0, step: 1, tags: ["e/f"], values: [2])])
    }

    /// The reader is worth something only if it notices.
    @Test func readerSeesEveryFlippedByte() {
        var file = EventFile.head(startingAt: 3)
        file += EventFile.record(ScalarEvent(step: 1, time: 4, values: [("a/b", 5)]))
        for index in file.indices {
            var damaged = file
            damaged[index] ^= 0x10
            #expect(throws: EventReader.Damage(), "byte \(index)") { try EventReader.events(of: damaged) }
        }
    }
}
