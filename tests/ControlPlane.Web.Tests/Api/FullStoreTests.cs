using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;
using ControlPlane.Web.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Web.Tests.Api;

/// <summary>An upload into an S3 store that takes nothing: its caller is told, and no version is there.</summary>
public sealed class FullStoreTests
{
    [Theory]
    [InlineData(507, "XMinioStorageFull", 507, "artifact_not_stored")]
    [InlineData(403, "InvalidAccessKeyId", 502, "artifact_store_unreachable")]
    public async Task Upload_IntoAStoreThatRefuses_IsRefusedInWordsAndRegistersNothing(int storeStatus, string storeCode, int status, string code)
    {
        await using var store = await StartStoreAsync(storeStatus, storeCode);
        await using var host = await HostUnderTest.StartAsync(
            "--Data:S3:Bucket", "models", "--Data:S3:Endpoint", store.Urls.Single(), "--Data:S3:AccessKey", "key", "--Data:S3:SecretKey", "secret-of-the-store");

        using var answer = await host.UploadAsync("pets", OnnxModels.AddConstant(1));
        var problem = await HostUnderTest.ReadProblemAsync(answer, status);

        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.DoesNotContain("secret-of-the-store", problem.ToString(), StringComparison.Ordinal);
        Assert.Empty((await host.GetJsonAsync("api/v1/models")).GetProperty("items").EnumerateArray());
    }

    private static async Task<WebApplication> StartStoreAsync(int status, string code)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{FreePort.Next()}");
        var store = builder.Build();
        store.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.StatusCode = HttpMethods.IsHead(context.Request.Method) ? StatusCodes.Status404NotFound : status;
            context.Response.ContentType = "application/xml";
            if (!HttpMethods.IsHead(context.Request.Method))
                await context.Response.WriteAsync($"<Error><Code>{code}</Code><Message>no</Message></Error>");
        });
        await store.StartAsync();
        return store;
    }
}
