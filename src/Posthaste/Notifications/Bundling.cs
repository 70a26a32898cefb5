namespace Posthaste.Notifications;

/// <summary>What is sent next to a target, as a pure rule: a program gets each event by itself; people get what weighs the same at once, and of one kind of trouble a message a minute.</summary>
internal static class Bundling
{
    public static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    /// <param name="target">Whose turn it is.</param>
    /// <param name="due">In the order of the events; not empty.</param>
    /// <param name="paces">When notices of each pace were last sent.</param>
    /// <param name="now">The time.</param>
    public static Turn Choose(Target target, IReadOnlyList<Delivery> due, IReadOnlyDictionary<string, DateTimeOffset> paces, DateTimeOffset now)
    {
        if (!target.IsForPeople) return new Turn([due[0]], IsDigest: false, Held: []);
        if (target.DigestMinutes is not null && due.Where(delivery => !delivery.Notice.Urgent).ToList() is { Count: > 1 } digest && !due[0].Notice.Urgent)
            return new Turn(digest, IsDigest: true, Held: []);

        var held = new List<Delivery>();
        foreach (var group in due.GroupBy(delivery => delivery.Notice.Pace))
        {
            if (!paces.TryGetValue(group.Key, out var sent) || now - sent >= Pace || now < sent) return new Turn([.. group], IsDigest: false, held);
            held.AddRange(group.Select(delivery => delivery with { DueAt = sent + Pace }));
        }
        return new Turn([], IsDigest: false, held);
    }
}

/// <summary>What is sent next, and what is not.</summary>
/// <param name="Told">In one message, under the id of the first; empty where there is nothing to send now.</param>
/// <param name="IsDigest">All of them weigh the same.</param>
/// <param name="Held">With the time at which they are due again.</param>
internal sealed record Turn(IReadOnlyList<Delivery> Told, bool IsDigest, IReadOnlyList<Delivery> Held)
{
    public Bulletin Bulletin => new(Told[0].Notice, [.. Told.Skip(1).Select(delivery => delivery.Notice)], IsDigest && Told.Count > 1);
}
