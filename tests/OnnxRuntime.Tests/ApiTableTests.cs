using System.Runtime.InteropServices;
using ControlPlane.OnnxRuntime.Native;

namespace ControlPlane.OnnxRuntime.Tests;

public sealed unsafe class ApiTableTests
{
    private static readonly nint OldVersion = Marshal.StringToCoTaskMemUTF8("1.10.0");

    [Fact]
    public void TableOf_LibraryTooOld_RefusesWithBothVersions()
    {
        var library = stackalloc nint[2];
        library[0] = (nint)(delegate* unmanaged<uint, OrtApi*>)&OfferNothing;
        library[1] = (nint)(delegate* unmanaged<byte*>)&SayOldVersion;

        var refused = Assert.Throws<NotSupportedException>(() => { _ = OrtLibrary.TableOf((OrtApiBase*)library, 24); });

        Assert.Equal("ONNX Runtime 1.10.0 does not offer version 24 of its C interface; use 1.24 or newer.", refused.Message);
    }

    [Fact]
    public void Table_EveryPlaceInUse_IsFilled()
    {
        var api = (nint*)OrtLibrary.Api;

        var places = typeof(OrtApi).GetFields().Where(field => !field.IsLiteral)
            .Select(field => (field.Name, Place: Marshal.OffsetOf<OrtApi>(field.Name).ToInt32() / sizeof(nint))).ToArray();

        Assert.NotEmpty(places);
        Assert.Equal(places.Length, places.Select(place => place.Place).Distinct().Count());
        Assert.All(places, place => Assert.NotEqual(0, api[place.Place]));
    }

    [UnmanagedCallersOnly]
    private static OrtApi* OfferNothing(uint version) => null;

    [UnmanagedCallersOnly]
    private static byte* SayOldVersion() => (byte*)OldVersion;
}
