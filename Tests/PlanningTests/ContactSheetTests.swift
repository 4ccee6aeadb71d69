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
        #expect(html.components(separatedBy: "<img ").count == 11)
        #expect(html.contains("<figcaption>&lt;b&gt;</figcaption>") && !html.contains("<b>"))
        // Five classes have three pictures, five have two.
        #expect(html.components(separatedBy: "width=\"192\" height=\"64\"").count == 6)
        #expect(html.components(separatedBy: "width=\"128\" height=\"64\"").count == 6)
        #expect(html.contains("src=\"data:image/png;base64,iVBORw0KGgo"))
    }
}
