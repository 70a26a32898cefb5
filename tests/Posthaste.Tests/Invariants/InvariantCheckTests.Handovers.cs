using Posthaste.Jobs;

namespace Posthaste.Tests.Invariants;

// Never both ways: the API's and a person's.
public sealed partial class InvariantCheckTests
{
    [Fact]
    public void A_hand_over_that_was_taken_back_before_the_next_call_is_as_it_should_be()
    {
        _world.Handovers.Add(Handed(Due.AddMinutes(4.2), Due.AddMinutes(4.8), HandoverOutcome.Withdrawn));

        Assert.Empty(InvariantCheck.Run(_world.Seen));
    }

    [Fact]
    public void A_call_for_what_a_person_has_in_hand_is_seen()
    {
        _world.Handovers.Add(Handed(Due.AddMinutes(4.2), null, null));

        Breaks(3);
    }

    [Fact]
    public void A_call_for_what_a_person_says_they_posted_is_seen()
    {
        _world.Handovers.Add(Handed(Due.AddMinutes(4.2), Due.AddMinutes(4.8), HandoverOutcome.Posted));

        Breaks(3);
    }

    [Fact]
    public void A_hand_over_with_a_call_whose_outcome_is_unknown_is_seen()
    {
        _world.Handovers.Add(Handed(Due.AddMinutes(2), Due.AddMinutes(4.8), HandoverOutcome.Withdrawn));

        Breaks(3);
    }

    [Fact]
    public void A_hand_over_of_what_is_live_is_seen()
    {
        _world.Handovers.Add(Handed(Due.AddMinutes(6), Due.AddMinutes(7), HandoverOutcome.Withdrawn));

        Breaks(1);
    }

    [Fact]
    public void A_job_in_two_hands_is_seen()
    {
        _world.Handovers.Add(Handed(Due.AddMinutes(6), null, null) with { JobId = GoodWorld.Cancelled });
        _world.Handovers.Add(Handed(Due.AddMinutes(7), null, null) with { JobId = GoodWorld.Cancelled });

        Breaks(1);
    }

    [Fact]
    public void A_job_that_was_published_by_hand_and_by_us_is_seen()
    {
        _world.Jobs[0] = _world.Jobs[0] with { Method = PublishMethod.Manual };

        Breaks(1);
    }

    private static HandoverRecord Handed(DateTimeOffset at, DateTimeOffset? endedAt, HandoverOutcome? outcome) => new(GoodWorld.Id(300), GoodWorld.Published, at, endedAt, outcome);
}
