using System.Collections.Frozen;

namespace Kuma.Web.Sockets;

/// <summary>Programs that report to a push monitor. The dashboard puts its own address and interval in place of the address and the first 60.</summary>
internal static class PushExamples
{
    private const string Address = "https://example.com/api/push/key?status=up&msg=OK&ping=";

    private static readonly FrozenDictionary<string, string> ByLanguage = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash-curl"] = """
            #!/bin/bash
            interval=60
            url="URL"

            while true; do
                curl --silent --output /dev/null "$url"
                sleep "$interval"
            done
            """,
        ["csharp"] = """
            var interval = TimeSpan.FromSeconds(60);
            const string url = "URL";

            using var client = new HttpClient();
            using var timer = new PeriodicTimer(interval);
            do
            {
                await client.GetAsync(url);
            }
            while (await timer.WaitForNextTickAsync());
            """,
        ["docker"] = """
            docker run -d --restart always --name push-heartbeat curlimages/curl \
                sh -c 'interval=60; while true; do curl -s -o /dev/null "URL"; sleep $interval; done'
            """,
        ["go"] = """
            package main

            import (
                "net/http"
                "time"
            )

            func main() {
                const interval = 60
                const url = "URL"
                for {
                    if response, err := http.Get(url); err == nil {
                        response.Body.Close()
                    }
                    time.Sleep(interval * time.Second)
                }
            }
            """,
        ["java"] = """
            import java.net.URI;
            import java.net.http.HttpClient;
            import java.net.http.HttpRequest;
            import java.net.http.HttpResponse;

            public class Push {
                public static void main(String[] args) throws Exception {
                    int interval = 60;
                    String url = "URL";
                    HttpClient client = HttpClient.newHttpClient();
                    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
                    while (true) {
                        client.send(request, HttpResponse.BodyHandlers.discarding());
                        Thread.sleep(interval * 1000L);
                    }
                }
            }
            """,
        ["javascript-fetch"] = """
            const interval = 60;
            const url = "URL";

            const push = () => fetch(url).catch(console.error);
            push();
            setInterval(push, interval * 1000);
            """,
        ["php"] = """
            <?php
            $interval = 60;
            $url = "URL";

            while (true) {
                file_get_contents($url);
                sleep($interval);
            }
            """,
        ["powershell"] = """
            $interval = 60
            $url = "URL"

            while ($true) {
                Invoke-RestMethod -Uri $url | Out-Null
                Start-Sleep -Seconds $interval
            }
            """,
        ["python"] = """
            import time
            import urllib.request

            interval = 60
            url = "URL"

            while True:
                urllib.request.urlopen(url).close()
                time.sleep(interval)
            """,
        ["typescript-fetch"] = """
            const interval: number = 60;
            const url: string = "URL";

            const push = async (): Promise<void> => {
                await fetch(url);
            };
            push();
            setInterval(push, interval * 1000);
            """,
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Replace("\"URL\"", $"\"{Address}\"", StringComparison.Ordinal), StringComparer.Ordinal);

    public static string? Find(string language) => ByLanguage.GetValueOrDefault(language);
}
