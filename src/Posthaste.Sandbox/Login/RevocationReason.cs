namespace Posthaste.Sandbox.Login;

/// <summary>Why tokens die before their time; the numbers are the subcodes of error 190.</summary>
internal enum RevocationReason
{
    /// <summary>No revocation: the tokens end now, as by time.</summary>
    Expired = 463,

    AppRemoved = 458,
    Checkpoint = 459,
    PasswordChanged = 460,
    NotConfirmed = 464,
    LoggedOut = 467,

    /// <summary>Only the tokens of Pages die.</summary>
    RoleLost = 492,
}
