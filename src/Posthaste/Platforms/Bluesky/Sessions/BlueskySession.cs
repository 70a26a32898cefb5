using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Posthaste.Platforms.Bluesky.Answers;

namespace Posthaste.Platforms.Bluesky.Sessions;

/// <summary>What signing in gave. Kept in memory only: the app password makes another one at any time.</summary>
internal sealed record BlueskySession
{
    /// <summary>Of a token that does not say when it ends.</summary>
    private static readonly TimeSpan Guessed = TimeSpan.FromHours(1);

    public required Secret Access { get; init; }

    public required Secret Refresh { get; init; }

    public required string Did { get; init; }

    /// <summary>Null where the network could not tell that the handle leads to the account.</summary>
    public required string? Handle { get; init; }

    /// <summary>Where the account's data is; null where the answer did not tell.</summary>
    public required Uri? Home { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Handle or DID, for addresses.</summary>
    public string Who => Handle ?? Did;

    /// <returns>Null where the answer lacks something that a session must have.</returns>
    public static BlueskySession? Read(JsonElement body, DateTimeOffset now)
    {
        if (body.Word("accessJwt") is not { } access || body.Word("refreshJwt") is not { } refresh || body.Word("did") is not { } did) return null;
        return new BlueskySession
        {
            Access = new Secret(access),
            Refresh = new Secret(refresh),
            Did = did,
            Handle = body.Word("handle") is { } handle && handle != "handle.invalid" ? handle : null,
            Home = HomeOf(body),
            MadeAt = now,
            EndsAt = now + (LifeOf(access, now) ?? Guessed),
        };
    }

    /// <summary>Large networks have one address to sign in at, and many servers behind it.</summary>
    private static Uri? HomeOf(JsonElement body) => body.Part("didDoc")?.Items("service")
        .Where(service => service.Word("type") == "AtprotoPersonalDataServer")
        .Select(service => service.Word("serviceEndpoint") is { } text ? ServerAddress.Read(text) : null)
        .FirstOrDefault(address => address is not null);

    /// <summary>By the token's own word, which is not checked: the server does that. Its clock may be another one, so only the stretch counts.</summary>
    private static TimeSpan? LifeOf(string token, DateTimeOffset now)
    {
        if (token.Split('.') is not [_, var payload, _] || !Base64Url.IsValid(payload)) return null;
        try
        {
            using var claims = JsonDocument.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(payload)));
            var begin = claims.RootElement.Count("iat") ?? now.ToUnixTimeSeconds();
            return claims.RootElement.Count("exp") - begin is { } life and > 0 and < 31_536_000 ? TimeSpan.FromSeconds(life) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
