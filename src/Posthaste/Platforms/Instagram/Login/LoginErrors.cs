using System.Diagnostics;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram.Login;

/// <summary>Why a sign-in did not give a token, in words of ours. Codes and the HTTP status decide; the network's words never do.</summary>
/// <remarks>docs/platforms/instagram.md#signing-in-by-browser.</remarks>
internal static class LoginErrors
{
    private const string Again = "Begin again from the page of connections.";

    public static PlatformError Of(GraphAnswer answer) => answer switch
    {
        GraphAnswer.NotSent => Unreachable("The network could not be reached."),
        GraphAnswer.Lost => Unreachable("The connection to the network ended before its answer was read; the sign-in may be used up."),
        GraphAnswer.Refused { Status: >= 500 } refused => Unreachable("The network has trouble of its own.") with { PlatformMessage = refused.Error.Message },
        GraphAnswer.Refused refused => Of(refused.Error),
        // api.instagram.com wraps its refusals in another way, and has no codes: its status says as much as there is.
        GraphAnswer.Unreadable { Status: >= 400 and < 500, Body: not null } => CodeRefused("The network did not take the code of this sign-in, or the app's id and secret."),
        GraphAnswer.Unreadable or GraphAnswer.Done => Unreachable("The network's answer could not be read."),
        _ => throw new UnreachableException(),
    };

    private static PlatformError Of(GraphError error) => Meaning(error) with { Subcode = Numbers(error), PlatformMessage = error.Message };

    private static PlatformError Meaning(GraphError error) => error switch
    {
        { Code: 1 or 101 or 3 } => AppRefused("The network does not accept the app: its id or secret is wrong, or it is not set up for this."),
        { Code: 100, Subcode: 36007 } => CodeRefused("The code of this sign-in is too old."),
        { Code: 100, Subcode: 36008 } => new PlatformError
        {
            Kind = ErrorKind.ReconnectAccount,
            Code = "redirect_refused",
            Message = "The address that people come back to is not the one that the sign-in began with.",
            Advice = "Register the address that the page of connections shows, letter by letter, in the app's settings at Meta.",
        },
        { Code: 100, Subcode: 36009 } => CodeRefused("The code of this sign-in was used before."),
        { Code: 10 or (>= 200 and <= 299) } => AppRefused("The app may not do this: it lacks access at Meta, or this person has no role on it."),
        _ when InstagramErrors.Table.Find(error.Code, error.Subcode)?.Class is GraphErrorClass.AppRate or GraphErrorClass.AccountRate => new PlatformError
        {
            Kind = ErrorKind.WaitUntil,
            Code = "network_busy",
            Message = "The app has made too many calls to the network.",
            Advice = "Wait an hour, then begin again.",
        },
        { Code: 2 or 4 } => Unreachable("The network has trouble of its own."),
        _ => CodeRefused("The network did not take this sign-in."),
    };

    private static PlatformError Unreachable(string message) => new() { Kind = ErrorKind.RetryLater, Code = "network_unreachable", Message = message, Advice = Again };

    private static PlatformError CodeRefused(string message) => new()
    {
        Kind = ErrorKind.ReconnectAccount,
        Code = "code_refused",
        Message = message,
        Advice = $"{Again} If that happens each time, check the app's id and secret, and that it is set up for this at Meta.",
    };

    private static PlatformError AppRefused(string message) => new()
    {
        Kind = ErrorKind.ReconnectAccount,
        Code = "app_refused",
        Message = message,
        Advice = "Check the app's id and secret in the settings (Platforms:Instagram), its products and its mode at Meta.",
    };

    private static string Numbers(GraphError error) => error.Subcode is { } subcode ? $"{error.Code}/{subcode}" : $"{error.Code}";
}
