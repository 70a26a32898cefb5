using System.ComponentModel.DataAnnotations;

namespace Posthaste.Workspaces;

/// <summary>Section <c>Auth</c>. Checked at start: a wrong value stops the server with a message naming it.</summary>
public sealed class AuthOptions
{
    public const string Section = "Auth";

    /// <summary>A key that opens the first workspace, so that a new server can be used without a dashboard. Changing it
    /// revokes the one before. Null for none.</summary>
    [StringLength(512, MinimumLength = 16, ErrorMessage = "Auth:BootstrapApiKey must have 16 to 512 characters; `openssl rand -base64 32` makes one.")]
    public string? BootstrapApiKey { get; init; }
}
