import Reporting
import Testing

/// The lines of progress.
struct ProgressMomentTests {
    private func text(
        _ moment: ProgressMoment, since origin: ProgressMoment.Origin = .init(), seconds: Double
    ) -> String {
        var moment = moment
        (moment.origin, moment.seconds) = (origin, seconds)
        return moment.text
    }

    private let moment = ProgressMoment(unit: "round", done: 10, planned: 40, figures: "loss 1.500", images: 5_000)

    @Test func lineTellsPaceAndTimeLeft() {
        #expect(text(moment, seconds: 20) == "round 10/40  loss 1.500  250 pictures/s  ETA 1:00")
        let plain = ProgressMoment(unit: "test: picture", done: 10, planned: 40, images: 10)
        #expect(text(plain, seconds: 5) == "test: picture 10/40  2 pictures/s  ETA 0:15")
    }

    /// What was done before a run was interrupted took time that is not known here.
    @Test func paceCountsFromTheOrigin() {
        let origin = ProgressMoment.Origin(done: 7.5, images: 4_000)
        #expect(text(moment, since: origin, seconds: 5) == "round 10/40  loss 1.500  200 pictures/s  ETA 1:00")
        let nothing = ProgressMoment.Origin(done: 10, images: 5_000)
        #expect(text(moment, since: nothing, seconds: 5) == "round 10/40  loss 1.500  0 pictures/s  ETA 0:00")
    }

    @Test func whatFollowsThePlanIsPartOfTheTimeLeft() {
        var moment = moment
        moment.following = 9
        #expect(text(moment, seconds: 20) == "round 10/40  loss 1.500  250 pictures/s  ETA 1:09")
        moment.done = 40
        #expect(text(moment, seconds: 20).hasSuffix("ETA 0:09"))
    }

    @Test func nothingDoneHasNoPace() {
        let none = ProgressMoment(unit: "epoch", done: 0, planned: 3, figures: "x", images: 0)
        #expect(text(none, seconds: 0) == "epoch 0/3  x  0 pictures/s  ETA 0:00")
        let beyond = ProgressMoment(unit: "epoch", done: 5, planned: 3, figures: "x", images: 10)
        #expect(text(beyond, seconds: 5) == "epoch 5/3  x  2 pictures/s  ETA 0:00")
    }
}
