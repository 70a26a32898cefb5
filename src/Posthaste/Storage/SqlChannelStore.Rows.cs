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
        public string? GrantToken { get; init; }
        public DateTimeOffset? TokenChangedAt { get; init; }
        public DateTimeOffset? TokenExpiresAt { get; init; }
        public string? Scopes { get; init; }
        public string? GrantorId { get; init; }
        public DateTimeOffset? GrantExpiresAt { get; init; }
        public DateTimeOffset? RenewAt { get; init; }
        public DateTimeOffset? TokenRenewedAt { get; init; }
        public int RenewFailures { get; init; }
        public string? RenewError { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
        public int Automation { get; init; }
        public int? AutomatedPerDay { get; init; }
        public string? Server { get; init; }

        public static ChannelRow From(Channel channel, SealedTokens? tokens) => new()
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
            Token = tokens?.Access,
            GrantToken = tokens?.Grant,
            TokenChangedAt = channel.TokenChangedAt,
            TokenExpiresAt = channel.TokenExpiresAt,
            Scopes = channel.Scopes is null ? null : JsonSerializer.Serialize(channel.Scopes),
            GrantorId = channel.GrantorId,
            GrantExpiresAt = channel.GrantExpiresAt,
            RenewAt = channel.Renewal.NextAt,
            TokenRenewedAt = channel.Renewal.RenewedAt,
            RenewFailures = channel.Renewal.Failures,
            RenewError = channel.Renewal.Error is null ? null : JsonSerializer.Serialize(channel.Renewal.Error),
            CreatedAt = channel.CreatedAt,
            UpdatedAt = channel.UpdatedAt,
            Automation = channel.Automation ? 1 : 0,
            AutomatedPerDay = channel.AutomatedPerDay,
            Server = channel.Server?.AbsoluteUri,
        };

        public SealedTokens? ToTokens() => Token is null ? null : new SealedTokens(Token, GrantToken);

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
            GrantorId = GrantorId,
            GrantExpiresAt = GrantExpiresAt,
            Renewal = new TokenRenewal(RenewAt, TokenRenewedAt, RenewFailures, RenewError is null ? null : JsonSerializer.Deserialize<RenewalError>(RenewError)),
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            Automation = Automation == 1,
            AutomatedPerDay = AutomatedPerDay,
            Server = Server is null ? null : new Uri(Server),
        };
    }
}
