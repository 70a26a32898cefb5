using Posthaste.Workspaces;

namespace Posthaste.Planning;

/// <summary>Lists the places of all slots in a time, filled ones and those to fill.</summary>
internal sealed class ListPlaces(ISlotStore slots, IWorkspaceStore workspaces)
{
    /// <returns>By time and channel.</returns>
    public async Task<IReadOnlyList<Place>> RunAsync(Guid workspaceId, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        if (await workspaces.FindAsync(workspaceId, ct) is not { } workspace) return [];
        var all = await slots.ListAsync(workspaceId, ct);
        if (all.Count == 0) return [];
        var taken = await slots.ListTakenAsync(workspaceId, [.. all.Select(slot => slot.ChannelId).Distinct()], from, to, ct);
        return Fill(all, TimeZoneInfo.FindSystemTimeZoneById(workspace.TimeZone), taken, from, to);
    }

    /// <summary>Puts each post into the one place of its instant that suits it best: of its category, of none, of another.</summary>
    internal static IReadOnlyList<Place> Fill(IReadOnlyList<Slot> slots, TimeZoneInfo zone, IReadOnlyList<TakenTime> taken, DateTimeOffset from, DateTimeOffset to)
    {
        var places = slots
            .SelectMany(slot => SlotTimes.Between(slot.Weekdays, slot.Time, zone, from, to).Select(at => new Place(slot.Id, slot.ChannelId, slot.CategoryId, at, null)))
            .OrderBy(place => place.At).ThenBy(place => place.ChannelId).ThenBy(place => place.SlotId)
            .ToArray();
        var byInstant = places.Select((place, i) => (place, i)).ToLookup(found => (found.place.ChannelId, found.place.At), found => found.i);
        foreach (var post in taken)
        {
            var free = byInstant[(post.ChannelId, post.At)].Where(i => places[i].PostId is null)
                .OrderBy(i => places[i].CategoryId == post.CategoryId ? 0 : places[i].CategoryId is null ? 1 : 2).ToList();
            if (free.Count > 0) places[free[0]] = places[free[0]] with { PostId = post.PostId };
        }
        return places;
    }
}
