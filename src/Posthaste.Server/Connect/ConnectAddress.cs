using Posthaste.Media.Hosting;

namespace Posthaste.Server.Connect;

/// <summary>The addresses that a network knows this server by. They are registered there letter by letter, so all of them begin with <c>PublicBaseUrl</c>.</summary>
internal sealed class ConnectAddress(PublicAddress address)
{
    /// <summary>Where it sends people back to.</summary>
    public Uri CallbackOf(string login) => At($"connect/{login}/callback");

    /// <summary>Where it says that a person has removed the app.</summary>
    public Uri DeauthorizeOf(string login) => At($"connect/{login}/deauthorize");

    /// <summary>Where it asks for a person's data to be deleted.</summary>
    public Uri DeletionOf(string login) => At($"connect/{login}/deletion");

    /// <summary>Where that person reads what became of it.</summary>
    public Uri StatusOf(string code) => At($"connect/deletion/{code}");

    private Uri At(string path) => new($"{address.Url.AbsoluteUri.TrimEnd('/')}/{path}");
}
