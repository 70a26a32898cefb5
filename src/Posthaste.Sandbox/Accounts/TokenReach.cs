using Posthaste.Sandbox.Reading;

namespace Posthaste.Sandbox.Accounts;

/// <summary>Which account a call is for: a token of Facebook Login may reach several.</summary>
internal static class TokenReach
{
    /// <returns>The account the node is or belongs to; the token's first where it is none of its things; null where no account was shared.</returns>
    public static FakeAccount? AccountFor(World world, FakeToken token, string nodeId)
    {
        var accounts = token.AccountIds().Select(id => world.Accounts[id]).ToList();
        if (accounts.Count < 2) return accounts.FirstOrDefault();
        var owner = world.Containers.GetValueOrDefault(nodeId)?.AccountId
            ?? world.Media.GetValueOrDefault(nodeId)?.AccountId
            ?? world.Comments.GetValueOrDefault(nodeId)?.AccountId;
        return accounts.Find(account => account.Id == nodeId || account.Id == owner || ReadPages.PageId(account) == nodeId) ?? accounts[0];
    }
}
