import Datasets
import Foundation
import Reporting
import TestSupport
import Testing
@testable import Planning

struct ContactSheetTests {
    @Test func everyClassHasARow() throws {
        let pictures = try EmbeddedPictures(seed: 1, trainingCount: 25, testCount: 1)
        let names = pictures.classNames.dropLast() + ["<b>"]
        let html = ContactSheet(pictures.training(), classNames: Array(names), name: "embedded").page.html
        #expect(html.components(separatedBy: "<figure>").count == 11)
        #expect(html.contains("<figcaption>&lt;b&gt;</figcaption>") && !html.contains("<b>"))
        // Each picture is one of its own, so that a row breaks where the page ends.
        #expect(html.components(separatedBy: "width=\"64\" height=\"64\"").count == 26)
        #expect(html.contains("src=\"data:image/png;base64,iVBORw0KGgo"))
    }
}
