using Posthaste.Notifications;
using Posthaste.Notifications.Ways;
using Posthaste.Platforms;

namespace Posthaste.Tests.Notifications;

/// <summary>Notices and messages to begin with.</summary>
internal static class Notices
{
    public static readonly DateTimeOffset At = new(2026, 7, 29, 10, 0, 0, TimeSpan.Zero);

    public static readonly DashboardLinks Links = new(new Uri("https://posts.example.com"));

    public static Notice Trouble(string title = "Bread", string message = "The network did not take it.", string? errorKind = "fix_content") => new()
    {
        EventId = Guid.CreateVersion7(At),
        WorkspaceId = NoticeDesk.WorkspaceId,
        Kind = "job.needs_attention",
        At = At,
        SubjectId = Guid.CreateVersion7(At),
        Data = "{}",
        Title = title,
        Message = message,
        Tone = NoticeTone.Trouble,
        ErrorKind = errorKind,
        Path = "/posts/01900000-0000-7000-8000-000000000005",
        PostId = new Guid("01900000-0000-7000-8000-000000000005"),
    };

    public static Message Message(string address, params Secret[] secrets) => new()
    {
        DeliveryId = new Guid("01900000-0000-7000-8000-00000000000d"),
        Address = new Secret(address),
        SigningSecrets = secrets,
        Bulletin = new Bulletin(Trouble(), []),
        Now = At,
    };

    public static Delivery Delivery(Notice notice, DateTimeOffset? dueAt = null) => new()
    {
        Id = Guid.CreateVersion7(At),
        TargetId = Guid.Empty,
        Notice = notice,
        State = DeliveryState.Waiting,
        CreatedAt = At,
        DueAt = dueAt ?? At,
    };

    public static Target Target(TargetKind kind, QuietHours? quiet = null, int? digestMinutes = null) => new()
    {
        Id = Guid.CreateVersion7(At),
        WorkspaceId = NoticeDesk.WorkspaceId,
        Kind = kind,
        Name = "Ours",
        Address = "",
        AddressHint = "",
        Hears = ["*"],
        Quiet = quiet,
        DigestMinutes = digestMinutes,
        HearsSince = At,
        CreatedAt = At,
    };
}
