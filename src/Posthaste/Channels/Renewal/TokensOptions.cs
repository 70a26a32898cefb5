using System.ComponentModel.DataAnnotations;

namespace Posthaste.Channels.Renewal;

/// <summary>Section <c>Tokens</c>: when access to accounts is renewed.</summary>
public sealed class TokensOptions
{
    public const string Section = "Tokens";

    /// <summary>How long before its end a token is renewed. Null: as the way of signing in says, seven days for Instagram's tokens of 60. Of a token
    /// that lives less than twice as long, half its life.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "50.00:00:00", ConvertValueInInvariantCulture = true)]
    public TimeSpan? RenewAhead { get; init; }

    /// <summary>A token that is this close to its end and could not be renewed yet is told again, and tried at least every hour. Default 24 h.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "7.00:00:00", ConvertValueInInvariantCulture = true)]
    public TimeSpan LastBuffer { get; init; } = TimeSpan.FromHours(24);
}
