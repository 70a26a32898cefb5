using Microsoft.Extensions.Options;
using Posthaste.Channels;
using Posthaste.Storage;
using Posthaste.Tests.Storage;
using Posthaste.Workspaces;
using Posthaste.Workspaces.Members;

namespace Posthaste.Tests.Workspaces.Members;

/// <summary>The use cases of members on a real database, and people to try them with.</summary>
internal sealed class MembersDesk : IDisposable
{
    public const string Email = "ann@example.com";
    public const string Password = "the ducks cross the road";
    public const string Home = "192.0.2.1";
    public const string Away = "198.51.100.7";

    private readonly TestDatabase _database;

    public MembersDesk(TestDatabase database, SignInOptions? options = null)
    {
        _database = database;
        Options = options ?? new SignInOptions { PasswordRounds = 10_000 };
        Vault = new TokenVault(Ring);
        Passwords = new PasswordHash(Microsoft.Extensions.Options.Options.Create(Options));
    }

    public SignInOptions Options { get; }

    public KeyRing Ring { get; } = new([KeyRing.NewKey(TestDatabase.Start)]);

    public TokenVault Vault { get; }

    public PasswordHash Passwords { get; }

    public ManualTime Time => _database.Time;

    public Database Database => _database.Database;

    public SqlMemberStore Members => new(Database);

    public SqlMembershipStore Memberships => new(Database);

    public SqlSessionStore Sessions => new(Database);

    public SqlFactorStore Factors => new(Database, Vault);

    public SqlInviteStore Invites => new(Database);

    public SqlSetupStore Setup => new(Database);

    public SqlSignInTryStore Tries => new(Database);

    public SqlEventLog Events => new(Database);

    public SqlWorkspaceStore Workspaces => new(Database);

    public TryGate Gate => new(Tries, Sessions, Memberships, Events, Database, Time);

    public ProvePassword Prove => new(Members, Passwords, Gate);

    public BeginSession BeginSession => new(Sessions, Memberships, Events, Database, Time);

    public SignInMember SignIn => new(new CheckCredentials(Members, Factors, Passwords, Gate, Time), BeginSession);

    public AuthenticateSession Authenticate => new(Sessions, Members, Memberships, Wrapped, Time);

    public OfferSetup OfferSetup => new(Setup, Memberships, Database, Time);

    public SetUpOwner SetUpOwner => new(Setup, Members, Memberships, Workspaces, Passwords, Events, Database, Time);

    public ChangePassword ChangePassword => new(Members, Sessions, Memberships, Passwords, Prove, Events, Database, Time);

    public EnrolTotp EnrolTotp => new(Factors, Prove);

    public ConfirmTotp ConfirmTotp => new(Factors, Memberships, Gate, Events, Database, Time);

    public RemoveTotp RemoveTotp => new(Factors, Memberships, Prove, Events, Database, Time);

    public InviteMember Invite => new(Invites, Memberships, Events, Database, Time);

    public AcceptInvite Accept => new(Invites, Members, Memberships, Workspaces, Passwords, Events, Database, Time);

    public ChangeRole ChangeRole => new(Memberships, Events, Database, Time);

    public EndSession EndSession => new(Sessions, Memberships, Events, Database, Time);

    public CreateWorkspace CreateWorkspace => new(Workspaces, Memberships, Events, Database, Time);

    public ResetPassword Reset => new(Members, Factors, Sessions, Memberships, Passwords, Events, Database, Time);

    public PruneSignIns Prune => new(Sessions, Tries, Invites, Setup, Wrapped, Time);

    private IOptions<SignInOptions> Wrapped => Microsoft.Extensions.Options.Options.Create(Options);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Makes the first workspace and its owner, Ann.</summary>
    public async Task<Member> SetUpAsync()
    {
        await AddWorkspaceAsync();
        var token = (await OfferSetup.RunAsync(Ct))!.Reveal();
        return Assert.IsType<SetUpResult.Done>(await SetUpOwner.RunAsync(token, Account(), Ct)).Owner;
    }

    public Task AddWorkspaceAsync() => Workspaces.AddAsync(new Workspace { Id = Workspace.FirstId, Name = "Bakery", CreatedAt = TestDatabase.Start }, Ct);

    public static NewAccount Account(string email = Email, string password = Password) => new() { Email = email, Name = "Ann", Password = password };

    public Task<SignInResult> TryAsync(string email = Email, string password = Password, string? code = null, string address = Home) =>
        SignIn.RunAsync(new Credentials { Email = email, Password = password, Code = code, Address = address }, "Browser", Ct);

    /// <summary>Signs in, which must succeed.</summary>
    public async Task<NewSession> SignInAsync(string email = Email, string password = Password, string? code = null, string address = Home) =>
        Assert.IsType<SignInResult.SignedIn>(await TryAsync(email, password, code, address)).Session;

    /// <summary>Adds somebody to the first workspace.</summary>
    public async Task<Member> AddAsync(string email, Role role)
    {
        var member = Account(email).ToMember(Time.GetUtcNow());
        await Members.AddAsync(member, await Passwords.HashAsync(Password, Ct), Ct);
        await Memberships.AddAsync(Workspace.FirstId, member.Id, role, Time.GetUtcNow(), Ct);
        return member;
    }

    /// <summary>Turns codes on for a member.</summary>
    public async Task<(byte[] Secret, IReadOnlyList<string> Codes)> TurnOnCodesAsync(Member member)
    {
        var proposed = Assert.IsType<AccountResult.Proposed>(await EnrolTotp.RunAsync(member, Password, Home, Ct));
        var secret = Base32.Decode(proposed.Secret.Reveal());
        var confirmed = Assert.IsType<AccountResult.NewCodes>(await ConfirmTotp.RunAsync(member, Totp.Code(secret, Time.GetUtcNow()), Home, Ct));
        return (secret, [.. confirmed.Codes.Select(code => code.Reveal())]);
    }

    public void Dispose() => Passwords.Dispose();
}
