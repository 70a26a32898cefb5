using Posthaste.Sandbox.Faults;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Accounts;

/// <summary>What a token's owner has granted. A token without a list may do everything.</summary>
internal static class TokenScopes
{
    /// <returns>Null when the token may do the step.</returns>
    public static GraphError? Check(FakeToken token, string step)
    {
        if (token.Scopes is null) return null;
        var (instagram, facebook) = step switch
        {
            Steps.Create or Steps.Publish or Steps.Upload or Steps.Limit => ("instagram_business_content_publish", "instagram_content_publish"),
            Steps.Comment or Steps.CommentList => ("instagram_business_manage_comments", "instagram_manage_comments"),
            Steps.Insights => ("instagram_business_manage_insights", "instagram_manage_insights"),
            Steps.Refresh or Steps.Pages or Steps.Permissions or Steps.Revoke => ("", ""),
            _ => ("instagram_business_basic", "instagram_basic"),
        };
        var needed = token.Login is LoginProduct.Facebook ? facebook : instagram;
        return needed.Length == 0 || token.Scopes.Contains(needed) ? null : GraphErrors.NoPermission();
    }
}
