using System.Text.Json;
using Posthaste.Events;

namespace Posthaste.Workspaces.Members;

/// <summary>What is written down of members. Never a password, a token or a code.</summary>
internal static class MemberEvents
{
    public static Event Of(Guid workspaceId, string kind, Guid subjectId, string actor, DateTimeOffset at, object? data = null) => new()
    {
        Id = Guid.CreateVersion7(at),
        WorkspaceId = workspaceId,
        Kind = kind,
        SubjectId = subjectId,
        At = at,
        Actor = actor,
        Data = data is null ? "{}" : JsonSerializer.Serialize(data),
    };

    /// <summary>What concerns an account is written in every workspace that its member belongs to.</summary>
    public static Task AppendToAllAsync(
        this IEventLog events, IMembershipStore memberships, Member member, string kind, DateTimeOffset at, object? data, CancellationToken ct) =>
        events.AppendToAllAsync(memberships, member, member.Email, kind, at, data, ct);

    /// <summary>The same, where somebody else did it.</summary>
    public static async Task AppendToAllAsync(
        this IEventLog events, IMembershipStore memberships, Member member, string actor, string kind, DateTimeOffset at, object? data, CancellationToken ct)
    {
        foreach (var membership in await memberships.ListWorkspacesAsync(member.Id, ct))
            await events.AppendAsync(Of(membership.WorkspaceId, kind, member.Id, actor, at, data), ct);
    }
}
