using Posthaste.Jobs;

namespace Posthaste.Tests.Invariants;

// Invariants 3, 4 and 5: the calls, under which intents, leases and epochs they are made, and in which lanes.
public sealed partial class InvariantCheckTests
{
    [Fact]
    public void A_call_without_an_intent_is_seen()
    {
        _world.Calls.Insert(0, GoodWorld.CallAt(Due.AddMinutes(-1)));

        Breaks(3);
    }

    [Fact]
    public void A_call_whose_intent_was_not_there_yet_when_it_arrived_is_seen()
    {
        _world.Calls[1] = _world.Calls[1] with { IntentSeen = false };

        Breaks(3);
    }

    [Fact]
    public void A_second_call_under_one_intent_is_seen()
    {
        _world.Calls.Add(GoodWorld.CallAt(Due.AddMinutes(5).AddSeconds(1)));

        Breaks(3);
    }

    [Fact]
    public void A_call_under_an_intent_that_was_settled_before_is_seen()
    {
        _world.Calls[0] = GoodWorld.CallAt(Due.AddMinutes(4.5));

        Breaks(3);
    }

    [Fact]
    public void A_call_with_another_container_than_its_intent_names_is_seen()
    {
        _world.Calls[1] = _world.Calls[1] with { Container = "c2" };

        Breaks(3);
    }

    [Fact]
    public void An_intent_opened_while_another_was_unsettled_is_seen()
    {
        _world.Intents[0] = _world.Intents[0] with { OutcomeAt = Due.AddMinutes(6) };

        Breaks(3);
    }

    [Fact]
    public void A_container_made_while_a_call_could_still_take_effect_is_seen()
    {
        _world.Containers.Add(new MadeContainer { Id = "c2", ChannelId = GoodWorld.Channel, JobId = GoodWorld.Published, MadeAt = Due.AddMinutes(1), ByHolder = true });

        Breaks(3);
    }

    [Fact]
    public void A_container_of_a_node_that_had_lost_its_lease_hurts_nobody()
    {
        _world.Containers.Add(new MadeContainer { Id = "c2", ChannelId = GoodWorld.Channel, JobId = GoodWorld.Published, MadeAt = Due.AddMinutes(1), ByHolder = false });

        Assert.Empty(InvariantCheck.Run(_world.Seen));
    }

    [Fact]
    public void A_write_under_a_lease_that_is_over_is_seen()
    {
        var (old, current) = (GoodWorld.LeaseOf(7), GoodWorld.LeaseOf(8));

        Breaks(4, _world.Seen with { Leases = [new LeaseEvent.Granted(old), new LeaseEvent.Freed(old), new LeaseEvent.Granted(current), new LeaseEvent.Wrote(old, "FinishAsync")] });
        Breaks(4, _world.Seen with { Leases = [new LeaseEvent.Granted(old), new LeaseEvent.Freed(old), new LeaseEvent.Wrote(old, "FinishAsync")] });
    }

    [Fact]
    public void An_intent_under_an_older_epoch_than_the_one_before_is_seen()
    {
        _world.Intents[1] = _world.Intents[1] with { Epoch = 6 };

        Breaks(4);
    }

    [Fact]
    public void An_epoch_that_is_granted_twice_or_goes_back_is_seen()
    {
        var lease = GoodWorld.LeaseOf(7);

        Breaks(4, _world.Seen with { Leases = [new LeaseEvent.Granted(lease), new LeaseEvent.Freed(lease), new LeaseEvent.Granted(lease)] });
        Breaks(4, _world.Seen with { Earlier = _world.Store with { Lanes = [_world.Lanes[0] with { Epoch = 10 }, _world.Lanes[1]] } });
    }

    [Fact]
    public void A_lane_that_is_granted_while_a_job_runs_in_it_is_seen() =>
        Breaks(5, _world.Seen with { Leases = [new LeaseEvent.Granted(GoodWorld.LeaseOf(7)), new LeaseEvent.Granted(GoodWorld.LeaseOf(8, job: 3))] });

    [Fact]
    public void Publish_calls_of_one_channel_that_overlap_are_seen()
    {
        _world.Jobs.Add(GoodWorld.JobOf(GoodWorld.Id(5), JobState.NeedsAttention) with { Reason = JobReason.Content });
        var other = GoodWorld.IntentOf(1, Due, Due.AddSeconds(1), IntentOutcome.NotHappened, null, epoch: 8);
        _world.Intents.Add(other with { Intent = other.Intent with { Id = GoodWorld.Id(150), JobId = GoodWorld.Id(5) } });
        _world.Calls.Add(GoodWorld.CallAt(Due.AddSeconds(0.5)) with { JobId = GoodWorld.Id(5) });

        Breaks(5);
    }
}
