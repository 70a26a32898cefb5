namespace Posthaste.Tests.Deploy;

/// <summary>R-OPS-3: the image is built by podman and run as docs/install.md says. It needs an engine for containers, which CI has not: <c>./test full</c> runs it.</summary>
public sealed class ContainerImageTests
{
    [Fact(Explicit = true)]
    public async Task It_is_healthy_without_root_writes_to_its_volume_alone_and_goes_on_with_what_that_has()
    {
        Installed.Need("podman", "podman runc debootstrap");
        var rid = await Packages.BuildAsync();

        var printed = await Shell.RunAsync($"tests/Posthaste.Tests/Deploy/container.sh '{Packages.Newest($"*-{rid}.tar.gz")}'");

        TestContext.Current.TestOutputHelper?.WriteLine(printed);
        Assert.Contains("0 errors", printed, StringComparison.Ordinal);
        Assert.EndsWith("-- the volume outlives it\n", printed, StringComparison.Ordinal);
    }
}
