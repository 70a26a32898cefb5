namespace Posthaste.Bench.Lateness;

/// <summary>A post to be: which type, on which channel, when after the first due instant.</summary>
internal sealed record PlannedPost(int Number, string Type, int Channel, TimeSpan After);

/// <summary>Lays posts out over channels and seconds.</summary>
internal static class Schedule
{
    /// <summary>Between the slots of a channel, which makes one publish call at a time. A post is due within the first second of its slot.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(3);

    /// <summary>At these shares of the time every channel has a post at the very same instant.</summary>
    private static readonly double[] Bursts = [0.25, 0.5, 0.75];

    /// <exception cref="ArgumentException">So many posts do not fit.</exception>
    public static IReadOnlyList<PlannedPost> Plan(IReadOnlyList<string> kinds, int posts, int channels, TimeSpan spread, Random random)
    {
        var slots = (int)(spread / Apart) + 1;
        var perChannel = (posts + channels - 1) / channels;
        if (perChannel > slots) throw new ArgumentException($"{perChannel} posts on one channel need a spread of {perChannel * Apart.TotalSeconds} seconds at least.");

        var types = Enumerable.Range(0, posts).Select(number => kinds[number % kinds.Count]).ToArray();
        random.Shuffle(types);
        var bursts = Bursts.Select(share => (int)(share * (slots - 1))).Distinct().Take(Math.Max(1, perChannel / 4)).ToArray();
        var bySlot = Enumerable.Range(0, channels).Select(_ => SlotsOfChannel(bursts, slots, random)).ToArray();
        return [.. types.Select((type, number) => new PlannedPost(number, type, number % channels, TimeOf(bySlot[number % channels][number / channels], bursts, random)))];
    }

    /// <summary>Those of the bursts first, so that every channel has a post there.</summary>
    private static int[] SlotsOfChannel(int[] bursts, int slots, Random random)
    {
        var others = Enumerable.Range(0, slots).Except(bursts).ToArray();
        random.Shuffle(others);
        return [.. bursts, .. others];
    }

    private static TimeSpan TimeOf(int slot, int[] bursts, Random random) =>
        Apart * slot + (bursts.Contains(slot) ? TimeSpan.Zero : TimeSpan.FromMilliseconds(random.Next(0, 1000)));
}
