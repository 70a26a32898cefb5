using System.Text.Json;
using Posthaste.Handover;
using Posthaste.Jobs;
using Posthaste.Posts;

namespace Posthaste.Storage;

// How a hand-over lies in its table.
internal sealed partial class SqlHandoverStore
{
    private const string Columns =
        """
        id, workspace_id, job_id, post_id, channel_id, code, state, cause, why, due_at, card_at, expires_at, copies, chat_id, message_id, message_ids,
        outcome, answered_by, verdict, ended_at, link, link_checked, late_by, reminded_at, last_error, created_at
        """;

    private sealed class RouteRow : HandoverSettingsRow
    {
        public string TimeZone { get; init; } = "";
        public string Username { get; init; } = "";
        public int Automation { get; init; }
        public int? AutomatedPerDay { get; init; }
        public string Content { get; init; } = "";
        public long Fallbacks { get; init; }
        public string? PostedBy { get; init; }

        public RouteFacts ToFacts() => new()
        {
            Rules = ToSettings(),
            TimeZone = TimeZone,
            Username = Username,
            Automation = Automation == 1,
            AutomatedPerDay = AutomatedPerDay,
            Draft = JsonSerializer.Deserialize<PostDraft>(Content, PostDraft.Json)!,
            FellBack = Fallbacks > 0,
            PostedBy = PostedBy,
        };
    }

    private sealed class HandoverRow
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public Guid JobId { get; init; }
        public Guid PostId { get; init; }
        public Guid ChannelId { get; init; }
        public string Code { get; init; } = "";
        public string State { get; init; } = "";
        public string Cause { get; init; } = "";
        public string Why { get; init; } = "";
        public DateTimeOffset DueAt { get; init; }
        public DateTimeOffset CardAt { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
        public int Copies { get; init; }
        public string? ChatId { get; init; }
        public long? MessageId { get; init; }
        public string? MessageIds { get; init; }
        public string? Outcome { get; init; }
        public string? AnsweredBy { get; init; }
        public string? Verdict { get; init; }
        public DateTimeOffset? EndedAt { get; init; }
        public string? Link { get; init; }
        public int? LinkChecked { get; init; }
        public string? LateBy { get; init; }
        public DateTimeOffset? RemindedAt { get; init; }
        public string? LastError { get; init; }
        public DateTimeOffset CreatedAt { get; init; }

        public HandoverItem ToItem() => new()
        {
            Id = Id,
            WorkspaceId = WorkspaceId,
            JobId = JobId,
            PostId = PostId,
            ChannelId = ChannelId,
            Code = Code,
            State = Words.Parse<HandoverState>(State),
            Cause = Words.Parse<HandoverCause>(Cause),
            Why = Why,
            DueAt = DueAt,
            CardAt = CardAt,
            ExpiresAt = ExpiresAt,
            Copies = Copies,
            ChatId = ChatId,
            Place = MessageId is { } message ? new CardPlace(ChatId!, message, JsonSerializer.Deserialize<long[]>(MessageIds!)!) : null,
            Outcome = Outcome is null ? null : Words.Parse<HandoverOutcome>(Outcome),
            AnsweredBy = AnsweredBy,
            Verdict = Verdict,
            EndedAt = EndedAt,
            Link = Link,
            LinkChecked = LinkChecked is { } known ? known == 1 : null,
            LateBy = LateBy,
            RemindedAt = RemindedAt,
            LastError = LastError,
            CreatedAt = CreatedAt,
        };
    }
}
