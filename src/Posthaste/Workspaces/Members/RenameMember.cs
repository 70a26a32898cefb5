namespace Posthaste.Workspaces.Members;

/// <summary>Changes what people call a member. Histories go by the e-mail, and stay as they are.</summary>
internal sealed class RenameMember(IMemberStore members)
{
    public async Task<AccountResult> RunAsync(Member member, string name, CancellationToken ct)
    {
        if (NewAccount.CheckName(name) is { } refusal) return new AccountResult.Invalid(refusal);
        await members.RenameAsync(member.Id, name.Trim(), ct);
        return new AccountResult.Done();
    }
}
