using System.Net;
using System.Net.Http.Json;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

public sealed class ImportApiTests
{
    [Fact]
    [Trait("Fault", "F82")]
    public async Task Import_PathBelowTheFolder_IsRegisteredAndAnyOtherRefused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("in"));
        await File.WriteAllBytesAsync(folder.Combine("in", "a.onnx"), OnnxModels.AddConstant(51));
        await File.WriteAllBytesAsync(folder.Combine("outside.onnx"), OnnxModels.AddConstant(52));
        File.CreateSymbolicLink(folder.Combine("in", "link.onnx"), folder.Combine("outside.onnx"));
        await using var host = await HostUnderTest.StartAsync("--ModelSources:ImportFolder", folder.Combine("in"));

        using var taken = await ImportAsync(host, "a.onnx");
        var refused = new List<HttpStatusCode>();
        foreach (var path in (string[])["../outside.onnx", folder.Combine("outside.onnx"), "link.onnx", "gone.onnx", ""])
        {
            using var answer = await ImportAsync(host, path);
            refused.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        Assert.All(refused, status => Assert.Equal(HttpStatusCode.BadRequest, status));
    }

    [Fact]
    public async Task Import_WithoutAFolder_SaysWhichSettingIsMissing()
    {
        await using var host = await HostUnderTest.StartAsync();

        using var answer = await ImportAsync(host, "a.onnx");

        Assert.Contains("ModelSources:ImportFolder", (await HostUnderTest.ReadProblemAsync(answer, 400)).ToString(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> ImportAsync(HostUnderTest host, string path) =>
        host.Http.PostAsJsonAsync(new Uri("api/v1/models/imported/import", UriKind.Relative), new { path });
}
