"""What a plain script does with the same articles: one call, or one an article and one over the summaries.

    python -m benchmarks.baseline one-call|map-reduce|map-reduce-8 FOLDER URL

Nothing is checked, cited or kept; the SDK is used as its documentation shows it.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openai  # this file is a script round the SDK, and nothing else


def main() -> int:
    how, folder, url = sys.argv[1:]
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).iterdir())]
    client = openai.OpenAI(api_key="none", base_url=url)

    def ask(prompt: str) -> str:
        reply = client.chat.completions.create(model="m", messages=[{"role": "user", "content": prompt}])
        return reply.choices[0].message.content or ""

    if how != "one-call":
        at_once = 8 if how.endswith("8") else 1
        with ThreadPoolExecutor(at_once) as pool:
            texts = list(pool.map(lambda text: ask(f"Summarise this article.\n\n{text}"), texts))
    print(ask("From these, write the brief.\n\n" + "\n\n".join(texts)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
