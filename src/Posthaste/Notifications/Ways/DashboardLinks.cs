namespace Posthaste.Notifications.Ways;

/// <summary>Addresses of the dashboard's pages, for messages.</summary>
/// <param name="Base">The setting <c>PublicBaseUrl</c>; null where it is not set: then messages have no links.</param>
internal sealed record DashboardLinks(Uri? Base)
{
    /// <param name="path">With its slash; null for none.</param>
    /// <returns>Null where there is nothing to link to.</returns>
    public Uri? To(string? path) => Base is null || path is null ? null : new Uri($"{Base.AbsoluteUri.TrimEnd('/')}{path}");

    /// <summary>What the link says.</summary>
    public static string Label(Notice notice) => notice is { Tone: NoticeTone.Trouble, PostId: not null } ? "Retry in dashboard" : "Open in dashboard";
}
