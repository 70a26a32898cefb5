using Posthaste.Channels;
using Posthaste.Channels.Renewal;
using Posthaste.Platforms;

namespace Posthaste.Tests.Channels.Renewal;

/// <summary>When tokens are renewed.</summary>
public sealed class RenewalTimesTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 29, 10, 0, 0, TimeSpan.Zero);
    private static readonly TokenTerms Instagram = new(Renews: true, TimeSpan.FromDays(7), TimeSpan.FromDays(1));
    private static readonly TokenTerms OfADay = new(Renews: true, TimeSpan.FromHours(4), TimeSpan.Zero);

    [Theory]
    [InlineData(0, 53 * 24 * 60)]
    [InlineData(1, (53 * 24 * 60) - (7 * 24 * 6))]
    public void A_token_is_renewed_ahead_of_its_end_spread_over_a_tenth(double chance, int afterMinutes) =>
        Assert.Equal(Now.AddMinutes(afterMinutes), RenewalTimes.NextFor(Instagram, Now, Now.AddDays(60), chance));

    [Fact]
    public void A_token_that_only_a_person_renews_has_no_time() => Assert.Null(RenewalTimes.NextFor(TokenTerms.ByPerson, Now, Now.AddDays(60), 0));

    [Fact]
    public void A_token_without_a_known_end_is_renewed_as_soon_as_it_may_be() => Assert.Equal(Now.AddDays(1), RenewalTimes.NextFor(Instagram, Now, null, 0.5));

    [Fact]
    public void A_token_is_never_renewed_before_the_network_takes_it() => Assert.Equal(Now.AddDays(1), RenewalTimes.NextFor(Instagram, Now, Now.AddDays(1.5), 0.5));

    [Fact]
    public void A_pasted_token_that_would_end_before_that_is_renewed_half_way() => Assert.Equal(Now.AddHours(6), RenewalTimes.NextFor(Instagram, Now, Now.AddHours(12), 0));

    [Fact]
    public void A_token_of_a_day_is_not_renewed_for_ever_by_a_setting_for_longer_ones()
    {
        Assert.Equal(Now.AddHours(20), RenewalTimes.NextFor(OfADay, Now, Now.AddHours(24), 0));
        Assert.Equal(Now.AddHours(12), RenewalTimes.NextFor(OfADay with { RenewAhead = TimeSpan.FromDays(7) }, Now, Now.AddHours(24), 0));
    }

    [Fact]
    public void A_token_that_ended_already_is_tried_at_once() => Assert.True(RenewalTimes.NextFor(Instagram, Now, Now.AddDays(-1), 0.5) <= Now);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(7, 320)]
    [InlineData(8, 360)]
    [InlineData(1_000, 360)]
    public void Failures_wait_twice_as_long_each_time_up_to_six_hours(int failures, int minutes)
    {
        Assert.Equal(Now.AddMinutes(minutes), RenewalTimes.RetryAt(failures, Now, Now.AddDays(5), TimeSpan.FromDays(1), null, 0));
        Assert.Equal(Now.AddMinutes(minutes * 1.1), RenewalTimes.RetryAt(failures, Now, null, TimeSpan.FromDays(1), null, 1));
    }

    [Fact]
    public void Near_the_end_a_failure_waits_an_hour_at_the_most_unless_the_network_asks_for_more()
    {
        Assert.Equal(Now.AddHours(1), RenewalTimes.RetryAt(9, Now, Now.AddHours(20), TimeSpan.FromDays(1), null, 0));
        Assert.Equal(Now.AddHours(3), RenewalTimes.RetryAt(9, Now, Now.AddHours(20), TimeSpan.FromDays(1), Now.AddHours(3), 0));
    }

    [Theory]
    [InlineData("disconnected", ChannelState.Disconnected, null, null, false)]
    [InlineData("dead", ChannelState.Reconnect, 10.0, null, true)]
    [InlineData("dead", ChannelState.Active, -0.1, 1.0, true)]
    [InlineData("reconnect_soon", ChannelState.Active, 5.0, null, true)]
    [InlineData("reconnect_soon", ChannelState.Paused, 6.9, null, false)]
    [InlineData("renewal_failing", ChannelState.Active, 5.0, 0.1, true)]
    [InlineData("renew_soon", ChannelState.Active, 8.0, 0.9, false)]
    [InlineData("valid", ChannelState.Active, 60.0, 53.0, false)]
    [InlineData("valid", ChannelState.Active, 7.1, null, false)]
    [InlineData("valid", ChannelState.Active, null, null, false)]
    public void Health_says_what_a_person_should_do(string word, ChannelState state, double? endsInDays, double? nextInDays, bool failed)
    {
        var channel = new Channel
        {
            Id = Guid.NewGuid(),
            WorkspaceId = Guid.NewGuid(),
            Platform = "instagram",
            RemoteId = "1784",
            Username = "shop",
            State = state,
            TokenExpiresAt = endsInDays is { } days ? Now.AddDays(days) : null,
            Renewal = new TokenRenewal(nextInDays is { } next ? Now.AddDays(next) : null, null, failed ? 1 : 0, failed ? new RenewalError("190", "No.", Now) : null),
            CreatedAt = Now,
            UpdatedAt = Now,
        };

        Assert.Equal(word, Words.Of(TokenHealthRules.Of(channel, Now)));
    }
}
