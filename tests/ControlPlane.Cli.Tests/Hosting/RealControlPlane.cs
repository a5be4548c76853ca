using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.Cli.Tests.Hosting;

/// <summary>A real control plane without agents for all tests that ask one: the model and the endpoint <c>adder</c>, two versions, version 1 stable.</summary>
public sealed class RealControlPlane : IAsyncLifetime
{
    public const string Collection = "A real control plane";

    private Installation? _installation;

    public Installation Installation => _installation ?? throw new InvalidOperationException("It has not started.");

    internal CliUnderTest Cli => CliUnderTest.Against(Installation.Address);

    public async Task InitializeAsync()
    {
        _installation = await Installation.StartAsync(agents: 1);
        await _installation.Api.RegisterAsync("adder", OnnxModels.AddConstant(1));
        await _installation.Api.RegisterAsync("adder", OnnxModels.AddConstant(2));
        await _installation.Api.PutEndpointAsync("adder", "adder", 1);
    }

    public async Task DisposeAsync()
    {
        if (_installation is not null)
            await _installation.DisposeAsync();
    }
}
