using System.Security.Cryptography;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>The door through which chance enters; tests put a fixed sequence there. Stateless.</summary>
internal static class Randomness
{
    /// <summary>Draws evenly from [0, 1).</summary>
    public static double Unit() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;

    /// <summary>128 bits that nobody can guess, as 32 hexadecimal digits.</summary>
    public static string Id() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
