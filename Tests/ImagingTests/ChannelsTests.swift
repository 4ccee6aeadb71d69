import Imaging
import Testing

struct ChannelsTests {
    @Test func channelsAreMadeOrMixed() {
        let grey = Bitmap(height: 1, width: 2, channels: 1, bytes: [7, 9])
        #expect(
            grey.converted(channels: 1).bytes == [7, 9] && grey.converted(channels: 3).bytes == [7, 7, 7, 9, 9, 9])
        let colours = Bitmap(height: 1, width: 3, channels: 3, bytes: [255, 0, 0, 0, 255, 0, 10, 20, 30])
        #expect(colours.converted(channels: 3) == colours)
        // What Pillow's convert("L") makes of them.
        #expect(colours.converted(channels: 1).bytes == [76, 150, 18])
    }
}
