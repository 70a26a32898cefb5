namespace Posthaste.Handover;

/// <summary>Rows of <see cref="HandoverSettings"/>. A workspace without one has the defaults.</summary>
public interface IHandoverSettings
{
    Task<HandoverSettings> FindAsync(Guid workspaceId, CancellationToken ct);

    /// <summary>Writes everything but the chat.</summary>
    Task SaveAsync(HandoverSettings settings, CancellationToken ct);

    /// <summary>Keeps the code that links a chat, in the place of an earlier one.</summary>
    /// <param name="hash">SHA-256 of it; the code itself is not kept.</param>
    Task SaveLinkAsync(Guid workspaceId, string hash, DateTimeOffset until, CancellationToken ct);

    /// <summary>Links a chat to the workspace whose code this is, and forgets the code.</summary>
    /// <returns>Null for a code that nobody has, or whose time is over.</returns>
    Task<Guid?> LinkAsync(string hash, LinkedChat chat, DateTimeOffset now, CancellationToken ct);

    /// <returns>False where none was linked.</returns>
    Task<bool> UnlinkAsync(Guid workspaceId, CancellationToken ct);

    /// <summary>The chat has another id from now on, wherever it is linked.</summary>
    Task MoveChatAsync(string chatId, string newChatId, CancellationToken ct);
}
