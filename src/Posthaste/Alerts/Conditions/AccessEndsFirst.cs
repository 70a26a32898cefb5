using System.Globalization;
using Posthaste.Channels;
using Posthaste.Workspaces;

namespace Posthaste.Alerts.Conditions;

/// <summary>Accounts whose access ends before a post that is planned on them, and that nothing but a person renews.</summary>
internal sealed class AccessEndsFirst(IAlertFacts facts, IChannelStore channels, IWorkspaceStore workspaces) : IAlertCondition
{
    /// <summary>The longest life of an access that ends at all; further away nothing is at stake yet.</summary>
    private static readonly TimeSpan LookAhead = TimeSpan.FromDays(60);

    public IReadOnlyCollection<AlertKind> Kinds { get; } = [AlertKind.TokenEndsFirst];

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public bool IsToldBy(string eventKind) => eventKind.StartsWith("channel.", StringComparison.Ordinal);

    public async Task<IReadOnlyList<AlertFinding>?> FindAsync(DateTimeOffset now, CancellationToken ct)
    {
        var found = new List<AlertFinding>();
        foreach (var channel in await channels.ListUnrenewedAsync(now + LookAhead, ct))
        {
            if (channel.TokenExpiresAt is not { } end) continue;
            var (count, first) = await facts.CountPlannedAsync(channel.WorkspaceId, channel.Id, end, ct);
            if (first is { } due) found.Add(Of(channel, end, count, due, await ZoneAsync(channel.WorkspaceId, ct)));
        }
        return found;
    }

    private async Task<TimeZoneInfo> ZoneAsync(Guid workspaceId, CancellationToken ct) =>
        TimeZoneInfo.FindSystemTimeZoneById((await workspaces.FindAsync(workspaceId, ct))?.TimeZone ?? "UTC");

    private static AlertFinding Of(Channel channel, DateTimeOffset end, long count, DateTimeOffset first, TimeZoneInfo zone) => new()
    {
        WorkspaceId = channel.WorkspaceId,
        Kind = AlertKind.TokenEndsFirst,
        SubjectId = channel.Id,
        Occurrence = end.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        ErrorKind = "token_ends_first",
        Title = count == 1 ? $"The access to @{channel.Username} ends before a planned post" : $"The access to @{channel.Username} ends before {count} planned posts",
        Message = $"It ends on {In(zone, end)}, and the first of them is due on {In(zone, first)} ({zone.Id}). Connect the account again before that.",
        Path = $"/accounts/{channel.Id}",
    };

    private static string In(TimeZoneInfo zone, DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd 'at' HH:mm", CultureInfo.InvariantCulture);
}
