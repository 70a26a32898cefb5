using System.Text.RegularExpressions;
using Posthaste.Platforms.Bluesky.Answers;
using Posthaste.Platforms.Bluesky.Sessions;

namespace Posthaste.Platforms.Bluesky;

/// <summary>Turns a handle and an app password into an account.</summary>
internal sealed partial class BlueskyConnect(XrpcApi api, BlueskyOptions options)
{
    public async Task<ConnectResult> RunAsync(ConnectCall call, CancellationToken ct)
    {
        var identifier = (call.RemoteId ?? "").Trim().TrimStart('@');
        if (!Identifier().IsMatch(identifier))
            return ConnectResult.Refused.For("remoteId", "handle_malformed", "This is not a handle.", "Give it as in ana.bsky.social, or the account's DID.");
        if (call.AccessToken.Reveal() is { Length: 0 or > 512 })
            return ConnectResult.Refused.For("accessToken", "password_malformed", "This is not an app password: it is empty or far too long.", "Copy the app password again, as in abcd-efgh-ijkl-mnop.");
        if (call.Login is not null)
            return ConnectResult.Refused.For("login", "login_unknown", "Bluesky has one way to connect: an app password.", "Leave the login out.");

        var server = call.Server ?? options.Server;
        var answer = await api.PostAsync(
            new XrpcTarget(server, null, null), "com.atproto.server.createSession", BlueskySessions.SignIn(identifier, call.AccessToken), ct, call.AccessToken.Reveal());
        if (answer is not XrpcAnswer.Done done || done.Body.Word("did") is not { } did) return Refuse(answer);
        return new ConnectResult.Connected(new AccountProfile
        {
            RemoteId = did,
            Username = done.Body.Word("handle") is { } handle && handle != "handle.invalid" ? handle : did,
            Server = server,
        });
    }

    /// <summary>What the server says of the password names the field; where it could not be asked, no field is at fault.</summary>
    private static ConnectResult.Refused Refuse(XrpcAnswer answer)
    {
        var error = StepAnswers.Describe(answer);
        return answer switch
        {
            XrpcAnswer.NotSent { Reason: "host_not_public" } => new("server", error),
            XrpcAnswer.Refused { Error: "InvalidRequest" } => new("remoteId", error with { Message = "The server does not take this handle.", Advice = "Check how it is written, and the server." }),
            XrpcAnswer.Refused { Status: < 500 and not 429 } => new("accessToken", error),
            // A page of another kind: no server of this protocol is there.
            XrpcAnswer.Unreadable { Status: < 500 and not 429 } => new("server", error with { Kind = ErrorKind.ReconnectAccount, Message = "There is no server of the AT Protocol at this address.", Advice = "Check the address." }),
            _ => new(null, error),
        };
    }

    /// <summary>A handle is a name of the web; an account's lasting name begins with did:.</summary>
    [GeneratedRegex(@"^(did:(plc|web):[A-Za-z0-9._:%-]{1,200}|([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
