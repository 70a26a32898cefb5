using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Workspaces.Members;

public sealed class TryRuleTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 29, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_wait_begins_after_the_free_tries_doubles_and_ends_growing()
    {
        var (tries, waits) = (new SignInTries { Key = "k" }, new List<double?>());
        for (var i = 0; i < 12; i++)
        {
            tries = TryRule.Pair.Count(tries, Start);
            waits.Add((tries.LockedUntil - Start)?.TotalSeconds);
        }

        double?[] expected = [null, null, null, null, 30, 60, 120, 240, 480, 900, 900, 900];
        Assert.Equal(expected, waits);
    }

    [Fact]
    public void A_day_without_a_try_forgets_all_of_them()
    {
        var tries = new SignInTries { Key = "k", Failures = 40, LastAt = Start };

        Assert.Equal(41, TryRule.Pair.Count(tries, Start.AddHours(24)).Failures);
        Assert.Equal(1, TryRule.Pair.Count(tries, Start.AddHours(24).AddMilliseconds(1)).Failures);
    }

    [Fact]
    public void What_turned_out_right_does_not_count()
    {
        var counted = TryRule.Pair.Count(new SignInTries { Key = "k", Failures = 4, LastAt = Start }, Start);

        var back = TryRule.TakeBack(counted);

        Assert.Equal(4, back.Failures);
        Assert.Null(back.LockedUntil);
    }
}
