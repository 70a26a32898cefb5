using System.Globalization;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Accounts;

namespace Posthaste.Sandbox.Graph;

/// <summary>Error 190 in its variants.</summary>
internal static class TokenErrors
{
    private static readonly Dictionary<int, string> _revoked = new()
    {
        [458] = "Error validating access token: The user has not authorized application 1234567890.",
        [459] = "Error validating access token: You cannot access the app till you log in to www.facebook.com and follow the instructions given.",
        [460] = "Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.",
        [464] = "Error validating access token: Sessions for the user are not allowed because the user is not a confirmed user.",
        [467] = "Error validating access token: The session is invalid because the user logged out.",
        [492] = "Error validating access token: User does not have a sufficient administrative role on the page.",
    };

    /// <summary>The subcodes a token can be revoked with.</summary>
    public static IEnumerable<int> Subcodes => _revoked.Keys;

    public static GraphError Unknown(int status) => new() { Code = 190, Message = "Invalid OAuth access token - Cannot parse access token", Status = status };

    /// <returns>Null while the token is good.</returns>
    public static GraphError? Check(FakeToken token, DateTimeOffset now, int status)
    {
        if (token.RevokedSubcode is { } subcode)
        {
            var data = subcode == 459 ? new JsonObject { ["url"] = "https://www.facebook.com/checkpoint/" } : null;
            return new() { Code = 190, Subcode = subcode, Message = _revoked[subcode], Status = status, Data = data };
        }
        if (token.ExpiresAt <= now)
        {
            var message = $"Error validating access token: Session has expired on {Pacific(token.ExpiresAt.Value)}. The current time is {Pacific(now)}.";
            return new() { Code = 190, Subcode = 463, Message = message, Status = status };
        }
        return null;
    }

    /// <summary>As the platform prints times in this error: “Saturday, 13-Jun-26 05:00:00 PDT”. The rule of 2007 is written
    /// out, since a machine need not have a time zone database.</summary>
    public static string Pacific(DateTimeOffset at)
    {
        var summerStart = NthSunday(at.Year, 3, 2) + TimeSpan.FromHours(10);
        var summerEnd = NthSunday(at.Year, 11, 1) + TimeSpan.FromHours(9);
        var summer = at >= summerStart && at < summerEnd;
        var local = at.ToOffset(TimeSpan.FromHours(summer ? -7 : -8));
        return local.ToString("dddd, dd-MMM-yy HH:mm:ss ", CultureInfo.InvariantCulture) + (summer ? "PDT" : "PST");
    }

    private static DateTimeOffset NthSunday(int year, int month, int n)
    {
        var first = new DateTimeOffset(year, month, 1, 0, 0, 0, TimeSpan.Zero);
        return first.AddDays((7 - (int)first.DayOfWeek) % 7 + (n - 1) * 7);
    }
}
