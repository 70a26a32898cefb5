using System.Text.Json;
using Posthaste.Channels;

namespace Posthaste.Storage;

// How a channel lies in its table.
internal sealed partial class SqlChannelStore
{
    private sealed class ChannelRow
    {
        public Guid Id { get; init; }
        public Guid WorkspaceId { get; init; }
        public string Platform { get; init; } = "";
        public string RemoteId { get; init; } = "";
        public string? Login { get; init; }
        public string Username { get; init; } = "";
        public string? DisplayName { get; init; }
        public string? PictureUrl { get; init; }
        public string State { get; init; } = "";
        public DateTimeOffset? PausedAt { get; init; }
        public string? Token { get; init; }
        public DateTimeOffset? TokenChangedAt { get; init; }
        public DateTimeOffset? TokenExpiresAt { get; init; }
        public string? Scopes { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }

        public static ChannelRow From(Channel channel, string? sealedToken) => new()
        {
            Id = channel.Id,
            WorkspaceId = channel.WorkspaceId,
            Platform = channel.Platform,
            RemoteId = channel.RemoteId,
            Login = channel.Login,
            Username = channel.Username,
            DisplayName = channel.DisplayName,
            PictureUrl = channel.PictureUrl?.AbsoluteUri,
            State = Words.Of(channel.State),
            PausedAt = channel.PausedAt,
            Token = sealedToken,
            TokenChangedAt = channel.TokenChangedAt,
            TokenExpiresAt = channel.TokenExpiresAt,
            Scopes = channel.Scopes is null ? null : JsonSerializer.Serialize(channel.Scopes),
            CreatedAt = channel.CreatedAt,
            UpdatedAt = channel.UpdatedAt,
        };

        public Channel ToChannel() => new()
        {
            Id = Id,
            WorkspaceId = WorkspaceId,
            Platform = Platform,
            RemoteId = RemoteId,
            Login = Login,
            Username = Username,
            DisplayName = DisplayName,
            PictureUrl = PictureUrl is null ? null : new Uri(PictureUrl),
            State = Words.Parse<ChannelState>(State),
            PausedAt = PausedAt,
            TokenChangedAt = TokenChangedAt,
            TokenExpiresAt = TokenExpiresAt,
            Scopes = Scopes is null ? null : JsonSerializer.Deserialize<List<string>>(Scopes),
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
        };
    }
}
