using Microsoft.Extensions.Options;
using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Channels.Renewal;

/// <summary>Knows by which way an account was signed in, and so when its token is next to be renewed.</summary>
public sealed class RenewalPlan(IPlatforms platforms, IOptions<TokensOptions> options)
{
    internal TimeSpan LastBuffer => options.Value.LastBuffer;

    /// <returns>Null where this server knows no such way: nothing is renewed.</returns>
    internal ILogin? LoginOf(Channel channel)
    {
        var logins = platforms.Find(channel.Platform)?.Logins ?? [];
        // Of a network with one way to sign in an account does not name it.
        return channel.Login is null && logins.Count == 1 ? logins[0] : logins.FirstOrDefault(login => login.Name == channel.Login);
    }

    /// <returns>What publishing needs and the token may not do; null where the network does not tell.</returns>
    internal IReadOnlyList<string>? ScopesMissing(Channel channel) =>
        channel.Scopes is { } granted && LoginOf(channel) is { } login ? [.. login.NeededScopes.Except(granted, StringComparer.Ordinal)] : null;

    /// <returns>Null where a person must sign in again.</returns>
    internal TokenTerms? TermsOf(Channel channel) => LoginOf(channel) is { Terms: { Renews: true } terms }
        ? options.Value.RenewAhead is { } ahead ? terms with { RenewAhead = ahead } : terms
        : null;

    /// <summary>The plan for a token that a person brought.</summary>
    internal TokenRenewal ForBrought(Channel channel) => TokenRenewal.None with
    {
        NextAt = TermsOf(channel) is { } terms ? RenewalTimes.NextFor(terms, channel.TokenChangedAt, channel.TokenExpiresAt, Chance()) : null,
    };

    /// <summary>The plan for a token that was just renewed. Where the network still does not tell its end, it is taken to live twice as long as the terms
    /// look ahead.</summary>
    internal TokenRenewal ForRenewed(Channel channel, DateTimeOffset now)
    {
        if (TermsOf(channel) is not { } terms) return TokenRenewal.None with { RenewedAt = now };
        var least = terms.RenewAhead > TimeSpan.FromHours(12) ? terms.RenewAhead : TimeSpan.FromHours(12);
        return new TokenRenewal(RenewalTimes.NextFor(terms, now, channel.TokenExpiresAt ?? now + (least * 2), Chance()), now, 0, null);
    }

    internal DateTimeOffset RetryAt(Channel channel, int failures, DateTimeOffset now, DateTimeOffset? notBefore) =>
        RenewalTimes.RetryAt(failures, now, channel.TokenExpiresAt, LastBuffer, notBefore, Chance());

    private static double Chance() => Random.Shared.NextDouble();
}
