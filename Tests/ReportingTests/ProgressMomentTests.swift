import Reporting
import Testing

/// The lines of progress.
struct ProgressMomentTests {
    @Test func lineTellsPaceAndTimeLeft() {
        let moment = ProgressMoment(
            unit: "round", done: 10, planned: 40, figures: "loss 1.500", images: 5_000, seconds: 20)
        #expect(moment.text == "round 10/40  loss 1.500  250 images/s  ETA 1:00")
    }

    @Test func nothingDoneHasNoPace() {
        let moment = ProgressMoment(unit: "epoch", done: 0, planned: 3, figures: "x", images: 0, seconds: 0)
        #expect(moment.text == "epoch 0/3  x  0 images/s  ETA 0:00")
        let beyond = ProgressMoment(unit: "epoch", done: 5, planned: 3, figures: "x", images: 10, seconds: 5)
        #expect(beyond.text == "epoch 5/3  x  2 images/s  ETA 0:00")
    }
}
