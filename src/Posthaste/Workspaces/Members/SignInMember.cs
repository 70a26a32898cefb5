using System.Diagnostics;

namespace Posthaste.Workspaces.Members;

/// <summary>Begins a session for who gives the right e-mail, password and, where the account has a second factor, code.</summary>
internal sealed class SignInMember(CheckCredentials checkCredentials, BeginSession beginSession)
{
    public async Task<SignInResult> RunAsync(Credentials given, string? client, CancellationToken ct)
    {
        switch (await checkCredentials.RunAsync(given, ct))
        {
            case CredentialCheck.Good good:
                var session = await beginSession.RunAsync(good.Member, new SessionOrigin(given.Address, client), good.Recovered ? "recovery_code" : "password", ct);
                return new SignInResult.SignedIn(good.Member, session);
            case CredentialCheck.Wait wait:
                return new SignInResult.Wait(wait.For);
            case CredentialCheck.Wrong:
                return new SignInResult.Refused("sign_in_failed", "E-mail or password is wrong.");
            case CredentialCheck.CodeNeeded:
                return new SignInResult.Refused("code_needed", "This account asks for a code too: send the six digits of the authenticator app, or a recovery code, as code.");
            case CredentialCheck.WrongCode:
                return new SignInResult.Refused("code_wrong", "The code is wrong, too old, or was used before. Wait for the app's next one.");
            default:
                throw new UnreachableException();
        }
    }
}

/// <summary>What became of a sign-in.</summary>
internal abstract record SignInResult
{
    private SignInResult() { }

    public sealed record SignedIn(Member Member, NewSession Session) : SignInResult;

    /// <param name="Code">Stable snake_case word.</param>
    /// <param name="Message">For a person.</param>
    public sealed record Refused(string Code, string Message) : SignInResult;

    public sealed record Wait(TimeSpan For) : SignInResult;
}
